//! Roles: for whom a client may act, and which roles its tokens name (R070, R137).

/// The scope that asks for a person's roles.
pub const SCOPE: &str = "role";

/// The role of people who look after the server.
pub const ADMINISTRATOR: &str = "administrator";
/// The role of people who make web server applications.
pub const MANAGER: &str = "manager";
/// Every role that people can have, in alphabetical order.
pub const ALL: [&str; 2] = [ADMINISTRATOR, MANAGER];

/// The person has none of the roles that the client acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this client acts for people with certain roles, and the person has none of them")]
pub struct NoneOfTheRoles;

/// The roles that a client may learn of a person: those that the person has and that are on the client's list.
///
/// A client without a list acts for everybody and may learn every role.
///
/// # Errors
/// When there is a list and the person has no role of it: then the client may not act for the person at all.
pub fn decide(list: &[String], held: &[String]) -> Result<Vec<String>, NoneOfTheRoles> {
    if list.is_empty() {
        return Ok(held.to_vec());
    }
    let shared: Vec<String> = held.iter().filter(|role| list.contains(role)).cloned().collect();
    if shared.is_empty() { Err(NoneOfTheRoles) } else { Ok(shared) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_with_a_list_acts_for_the_people_on_it_and_learns_nothing_else() {
        let roles = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        for (list, held, granted) in [
            ("", "", Some("")),
            ("", "administrator manager", Some("administrator manager")),
            ("manager", "administrator manager", Some("manager")),
            ("manager reader", "reader manager", Some("reader manager")),
            ("manager", "administrator", None),
            ("manager", "", None),
            ("manager", "Manager", None),
        ] {
            let expected = granted.map(roles).ok_or(NoneOfTheRoles);
            assert_eq!(decide(&roles(list), &roles(held)), expected, "{list} / {held}");
        }
    }
}
