//! What the pages of the profile and of the password say.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const SAVED: &str = "Your profile is saved.";
pub const TYPED_BEFORE: &str =
    "This is what you typed before your session ended. Nothing has been saved yet.";
pub const LEAD: &str = "Who you are. Apps see a part of it only after you allow it.";
pub const NAME_TEXT: &str = "How apps address you.";
pub const CONTACT: &str = "Contact";
pub const CONTACT_TEXT: &str = "Your e-mail address is also how you sign in.";
pub const ADDRESS: &str = "Address";
pub const ADDRESS_TEXT: &str = "For apps that send you something. All of it may stay empty.";
pub const SAVE: &str = "Save changes";
pub const NAME: &str = "Name";
pub const GIVEN_NAME: &str = "Given name";
pub const FAMILY_NAME: &str = "Family name";
pub const USER_NAME: &str = "Preferred user name";
pub const EMAIL: &str = "Email";
pub const PHONE: &str = "Phone number";
pub const STREET: &str = "Street address";
pub const POSTAL_CODE: &str = "Postal code";
pub const CITY: &str = "City or town";
pub const STATE: &str = "State or region";
pub const COUNTRY: &str = "Country";
pub const PROFILE: &str = "Profile";
pub const PASSWORD_CHANGED: &str = "Your password is changed. Sessions on other devices have ended.";
pub const PASSWORD_LEAD: &str = "Changing it signs you out on every other device.";
pub const CHANGE_PASSWORD: &str = "Change password";
pub const CURRENT_PASSWORD: &str = "Current password";
pub const NEW_PASSWORD: &str = "New password";
pub const EVERYWHERE: &str = "Sign out everywhere";
pub const EVERYWHERE_HINT: &str = "Ends apps that stay signed in while you are away, too.";
pub const PASSWORD: &str = "Password";
