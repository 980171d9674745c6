//! How strong a sign-in is: the claim `acr` (OpenID Connect Core §2, §5.5.1.1).

use oauth::authorize::AskedClaim;

/// What a sign-in with a password reaches: level 1 of ISO/IEC 29115.
pub const PASSWORD: &str = "1";

/// The client needs a sign-in of a strength that this server doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sign-in can not be as strong as the client needs it")]
pub struct Unmet;

/// What the ID token says in `acr`: the truth when the client asked, nothing when it didn't.
///
/// # Errors
/// When the claim is essential and none of its values can be reached.
pub fn decide(acr_values: &[String], claim: Option<&AskedClaim>) -> Result<Option<&'static str>, Unmet> {
    if claim.is_some_and(|claim| claim.essential && !claim.accepts(PASSWORD)) {
        return Err(Unmet);
    }
    Ok((claim.is_some() || !acr_values.is_empty()).then_some(PASSWORD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_is_told_to_whoever_asks() {
        let asked = |essential, values: &[&str]| AskedClaim {
            essential,
            values: values.iter().map(|value| (*value).into()).collect(),
        };
        let decide = |values: &[&str], claim: Option<&AskedClaim>| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            decide(&values, claim)
        };
        assert_eq!(decide(&[], None), Ok(None));
        assert_eq!(decide(&["2", "1"], None), Ok(Some(PASSWORD)));
        assert_eq!(decide(&["phr"], None), Ok(Some(PASSWORD)), "acr_values is a wish");
        assert_eq!(decide(&[], Some(&asked(false, &["phr"]))), Ok(Some(PASSWORD)));
        assert_eq!(decide(&[], Some(&asked(true, &[]))), Ok(Some(PASSWORD)));
        assert_eq!(decide(&[], Some(&asked(true, &["phr", "1"]))), Ok(Some(PASSWORD)));
        assert_eq!(decide(&["1"], Some(&asked(true, &["phr"]))), Err(Unmet));
    }
}
