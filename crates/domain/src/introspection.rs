//! Who may learn what a token stands for (RFC 7662 §4): a token says nothing to those whom it isn't for.

use oauth::resource::Audience;

/// A client that asks.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// Its public identifier.
    pub client_id: &'a str,
    /// Its account.
    pub account_id: i64,
    /// Whether the operator named it as the one by which the API asks.
    pub stands_for_api: bool,
}

/// A token that is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The client it was issued to.
    pub client_id: &'a str,
    /// The account of that client.
    pub account_id: i64,
    /// What it is and whom it is for.
    pub purpose: Purpose<'a>,
}

/// What a token is, and whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose<'a> {
    /// A refresh token: for this server, by the client that holds it.
    Renewal,
    /// An access token or a personal access token: for the API.
    Api,
    /// An access token for something else.
    Other(&'a Audience),
}

/// Whether a client may learn what a token stands for.
///
/// A client may ask about its own tokens. About access tokens for the API may also ask the client that stands for the
/// API, and every client of the account whose client the token was issued to: it is the same owner's. A token for
/// something else speaks to what it names.
#[must_use]
pub fn may_ask(asker: Asker<'_>, about: Subject<'_>) -> bool {
    if asker.client_id == about.client_id {
        return true;
    }
    match about.purpose {
        Purpose::Renewal => false,
        Purpose::Api => asker.stands_for_api || asker.account_id == about.account_id,
        Purpose::Other(audience) => audience.contains(asker.client_id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_speaks_to_its_client_its_audience_and_its_owners_clients_only() {
        let asker = |client_id, account_id, stands_for_api| Asker { client_id, account_id, stands_for_api };
        let own = asker("service_1", 1, false);
        let sibling = asker("service_2", 1, false);
        let foreign = asker("service_3", 2, false);
        let api = asker("service_4", 3, true);
        for (purpose, may) in [
            (Purpose::Renewal, [true, false, false, false]),
            (Purpose::Api, [true, true, false, true]),
            (Purpose::Other(&Audience::One("service_3".into())), [true, false, true, false]),
            (Purpose::Other(&Audience::One("https://other.example".into())), [true, false, false, false]),
        ] {
            let about = Subject { client_id: "service_1", account_id: 1, purpose };
            assert_eq!([own, sibling, foreign, api].map(|asker| may_ask(asker, about)), may, "{purpose:?}");
        }
    }
}
