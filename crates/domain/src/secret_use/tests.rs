use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn last(seconds: i64) -> Option<LastUse> {
    Some(LastUse { at: at(seconds), address: None, agent: None })
}

#[test]
fn uses_say_how_often_and_from_where() {
    let said = |uses, addresses| RecentUses { uses, addresses }.to_string();
    assert_eq!(said(1, 1), "1 use from 1 address in the last 24 hours");
    assert_eq!(said(3, 2), "3 uses from 2 addresses in the last 24 hours");
}

#[test]
fn a_use_whose_count_was_lost_is_a_use_for_a_day() {
    let none = RecentUses::default();
    assert!(Evidence::new(last(-86_399), none, at(0)).in_use());
    assert!(!Evidence::new(last(-86_400), none, at(0)).in_use());
}

#[test]
fn an_hour_begins_at_its_beginning() {
    let begin: DateTime<Utc> = "2026-11-22T08:00:00Z".parse().unwrap();
    assert_eq!(hour_of("2026-11-22T08:59:59.999Z".parse().unwrap()), begin);
    assert_eq!(hour_of(begin), begin);
}

/// A secret that was made at the beginning, and ends.
fn secret(id: i64, expiration: Option<DateTime<Utc>>) -> ClientSecret {
    let (description, hint) = (String::new(), "JldA".to_owned());
    ClientSecret { id, description, hint, expiration, created_at: at(0), last_used_at: None }
}

/// A client with these secrets.
fn client(client_secrets: Vec<ClientSecret>) -> Client {
    let json = serde_json::json!({
        "clientId": "service_abc123def456", "clientName": "abc", "clientType": "confidential", "status": "active",
        "grantTypes": ["client_credentials"], "redirectUris": [], "postLogoutRedirectUris": [],
        "allowedCorsOrigins": [], "requirePkce": true, "allowOfflineAccess": false, "refreshTokenLifetime": 1,
        "slidingRefreshToken": true, "updateAccessTokenClaimsOnRefresh": true, "rotateRefreshToken": true,
        "idTokenSigningAlgorithm": "RS256", "scopes": [], "clientSecrets": client_secrets,
        "requireRequestedScopes": true, "createdAt": "2026-11-22T08:00:00Z",
    });
    serde_json::from_value(json).unwrap()
}

// Shows R079.
#[test]
fn a_secret_is_safe_to_remove_when_another_works_and_nobody_has_used_it_for_a_day() {
    let two = client(vec![secret(1, Some(at(200_000))), secret(2, None)]);
    let verdict = |client: &Client, last_use: Option<LastUse>, now: i64| {
        let evidence = Evidence::new(last_use, RecentUses::default(), at(now));
        KnownSecret { secret: secret(1, Some(at(200_000))), superseded_at: None, evidence }
            .verdict(client, at(now))
    };
    assert_eq!(verdict(&two, None, 86_399), Verdict::NotUsedYet, "somebody may be deploying it");
    assert_eq!(verdict(&two, None, 86_400), Verdict::Safe);
    let once = Verdict::InUse(RecentUses { uses: 1, addresses: 1 });
    assert_eq!(verdict(&two, last(10), 86_409), once);
    assert_eq!(verdict(&two, last(10), 86_410), Verdict::Safe);

    let alone = client(vec![secret(1, Some(at(200_000))), secret(2, Some(at(90_000)))]);
    assert_eq!(verdict(&alone, None, 89_999), Verdict::Safe, "the other one works");
    assert_eq!(verdict(&alone, None, 90_000), Verdict::OnlyOne);
    assert_eq!(verdict(&alone, last(90_000), 90_001), once, "uses weigh more");
    assert_eq!(verdict(&alone, None, 199_999), Verdict::OnlyOne);
    assert_eq!(verdict(&alone, None, 200_000), Verdict::Safe, "it works no more");

    let fresh =
        KnownSecret { secret: secret(3, Some(at(5))), superseded_at: None, evidence: Evidence::default() };
    assert_eq!(fresh.verdict(&two, at(4)), Verdict::NotUsedYet);
    assert_eq!(fresh.verdict(&two, at(5)), Verdict::Safe, "what has ended can't be deployed any more");
}

#[test]
fn a_secret_retires_only_when_another_took_its_place() {
    let secret = secret(1, Some(at(10)));
    let known = KnownSecret { secret, superseded_at: None, evidence: Evidence::default() };
    assert_eq!(known.phase(at(9)), Phase::Live);
    let known = KnownSecret { superseded_at: Some(at(1)), ..known };
    assert_eq!((known.phase(at(9)), known.phase(at(10))), (Phase::Retiring, Phase::Over));
    let list = SecretList { secrets: vec![known], limit: 1 };
    assert_eq!((list.is_full(at(9)), list.is_full(at(10))), (true, false));
}
