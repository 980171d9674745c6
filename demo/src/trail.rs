//! What went over the wire, for people who want to see the protocol: names and status codes, no values.

/// How many steps are kept.
const LONGEST: usize = 12;

/// The steps that were taken, the newest last.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    steps: Vec<Step>,
    taken: u32,
}

/// One question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which one of all steps it is, from 1.
    pub number: u32,
    /// What it was for.
    pub purpose: Purpose,
    /// Where it went: method, host and path.
    pub request: String,
    /// The names of what was sent.
    pub sent: Vec<&'static str>,
    /// What came back.
    pub outcome: Outcome,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The browser came back with parameters of these names.
    Returned(Vec<&'static str>),
    /// An answer with this status.
    Status(u16),
    /// Nothing.
    Silence,
}

/// What a step was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Where are the endpoints?
    Discovery,
    /// May this app know who you are?
    Authorize,
    /// The code for tokens.
    Exchange,
    /// Who is it?
    UserInfo,
    /// The projects.
    Projects,
    /// The refresh token for new tokens.
    Renewal,
}

impl Trail {
    /// Adds a step; of many, the oldest is forgotten.
    pub fn add(&mut self, purpose: Purpose, request: String, sent: Vec<&'static str>, outcome: Outcome) {
        self.taken = self.taken.saturating_add(1);
        self.steps.push(Step { number: self.taken, purpose, request, sent, outcome });
        if self.steps.len() > LONGEST {
            self.steps.remove(0);
        }
    }

    /// The steps that are kept, oldest first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

impl Purpose {
    /// The step's name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Discovery => "Discovery",
            Self::Authorize => "Authorize and callback",
            Self::Exchange => "Code for tokens",
            Self::UserInfo => "Userinfo",
            Self::Projects => "API",
            Self::Renewal => "Renewal",
        }
    }

    /// Why the step is there.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Discovery => "One address is enough to find all others.",
            Self::Authorize => "The whole page went to the server. Only the verifier's hash travelled along.",
            Self::Exchange => {
                "The verifier proves that who asked is who redeems. No client secret is needed."
            }
            Self::UserInfo => "The access token says whose details these are.",
            Self::Projects => "The API reads the same access token as a Bearer header.",
            Self::Renewal => "A refresh token works once. The answer brings the next one.",
        }
    }
}

impl Outcome {
    /// What came back, in words.
    pub fn words(&self) -> String {
        match self {
            Self::Returned(names) => format!("back with {}", names.join(", ")),
            Self::Status(status) => status.to_string(),
            Self::Silence => "no answer".to_owned(),
        }
    }

    /// Whether the step led on.
    pub fn is_good(&self) -> bool {
        match self {
            Self::Returned(names) => names.contains(&"code"),
            Self::Status(status) => (200..300).contains(status),
            Self::Silence => false,
        }
    }
}

/// A request line without what its query may hold.
pub fn request_line(method: &str, url: &str) -> String {
    let plain = url.split(['?', '#']).next().unwrap_or_default();
    let place = plain.split_once("://").map_or(plain, |(_scheme, place)| place);
    format!("{method} {place}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_steps_the_newest_are_kept_with_their_numbers() {
        let mut trail = Trail::default();
        for _ in 0..=LONGEST {
            trail.add(Purpose::Projects, "GET api".to_owned(), Vec::new(), Outcome::Status(200));
        }
        assert_eq!(trail.steps().len(), LONGEST);
        assert_eq!(trail.steps().first().map(|step| step.number), Some(2));
        assert_eq!(trail.steps().last().map(|step| step.number), Some(13));
    }

    #[test]
    fn a_request_line_holds_no_query_and_no_fragment() {
        assert_eq!(request_line("GET", "http://op.example:1/a?code=secret#x"), "GET op.example:1/a");
        assert_eq!(request_line("POST", "/token"), "POST /token");
    }

    #[test]
    fn only_a_code_or_a_success_leads_on() {
        assert!(Outcome::Returned(vec!["code", "state"]).is_good());
        assert!(!Outcome::Returned(vec!["error", "state"]).is_good());
        assert!(Outcome::Status(204).is_good());
        assert!(!Outcome::Status(401).is_good());
        assert!(!Outcome::Silence.is_good());
    }

    #[test]
    fn what_came_back_is_told_in_words() {
        assert_eq!(Outcome::Returned(vec!["code", "iss"]).words(), "back with code, iss");
        assert_eq!(Outcome::Status(200).words(), "200");
        assert_eq!(Outcome::Silence.words(), "no answer");
    }
}
