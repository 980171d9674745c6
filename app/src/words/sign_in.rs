//! What people read who come in or go: sign-in, a new account, the first administrator, sign-out.

#![expect(missing_docs, reason = "a name says where its words stand")]

pub const CONFIRM_ITS_YOU: &str = "You asked us to confirm it's you. Sign in once more to go on.";
pub const CHOOSE_ACCOUNT: &str = "Sign in with the account that you want to use.";
pub const ANOTHER_EXPECTED: &str =
    "The app expects another account than the one you are signed in with. Sign in with that one.";
pub const SIGN_IN_FIRST: &str = "Sign in to see this page.";
pub const SESSION_ENDED: &str = "Your session has ended. Nothing was saved; sign in to go on where you were.";
pub const ACCOUNT_READY: &str = "Your account is ready. Sign in to use it.";
pub const MISMATCH: &str =
    "This e-mail address and password don't belong together. Check both and try again.";
pub const NO_EMAIL: &str = "Enter your e-mail address.";
pub const NO_PASSWORD: &str = "Enter your password.";
pub const FORM_EXPIRED: &str = "This form was open for too long. Nothing was sent; sign in again.";
pub const NEW_HERE: &str = "New here? ";
pub const CREATE_AN_ACCOUNT: &str = "Create an account";
pub const EMAIL: &str = "Email";
pub const PASSWORD: &str = "Password";
pub const KEEP_SIGNED_IN: &str = "Keep me signed in";
pub const SIGN_IN: &str = "Sign in";
pub const REGISTER_LEAD: &str = "One account for the console and for every app that asks.";
pub const CREATE_ACCOUNT: &str = "Create account";
pub const HAVE_ONE: &str = "You have an account? ";
pub const EMAIL_HINT: &str = "You sign in with it.";
/// Under every new password. Length is all that counts.
pub const NEW_PASSWORD_HINT: &str =
    "8 characters or more. A few words in a row are easy to keep in mind and hard to guess.";
pub const NAME: &str = "Name";
pub const SETUP: &str = "Set up the first administrator";
pub const SETUP_LEAD: &str = "This server has no account yet. The first one may manage everything on it.";
pub const CREATE_ADMINISTRATOR: &str = "Create administrator";
pub const ENDS_SESSION: &str = "This ends your session on this device.";
pub const SIGN_OUT_QUESTION: &str = "Sign out?";
pub const STAY: &str = "Stay signed in";
pub const SIGN_OUT: &str = "Sign out";
pub const SIGN_IN_AGAIN: &str = "Sign in again";
pub const YOU_ARE_SIGNED_OUT: &str = "You are signed out";
pub const SIGNED_OUT_LEAD: &str =
    "Your session on this device has ended. On a shared computer, close the browser, too.";
pub const SIGNED_OUT: &str = "Signed out";

/// What signing in leads on to.
pub fn to_app(client: &str) -> String {
    format!("to go on to {client}")
}

/// The same where no app asks.
pub fn to_account(product: &str) -> String {
    format!("to your {product} account")
}

/// Who asks for signing out.
pub fn asked_to_sign_out(client: &str) -> String {
    format!("{client} asks to end your session here, too.")
}

/// Who is signed in.
pub fn signed_in_as(email: &str) -> String {
    format!("You are signed in as {email}.")
}

/// The way back to an app.
pub fn back_to(client: &str) -> String {
    format!("Back to {client}")
}
