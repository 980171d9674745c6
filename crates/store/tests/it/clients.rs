//! Clients: what is written comes back, and at most so many are active.

use domain::client::{Client, SigningAlgorithm, Status};
use domain::documentation::Documentation;
use oauth::grant_type::GrantType;
use store::clients::{self, Inserted, StatusChange};
use testkit::databases;

use crate::world::{
    at, at_once, by_hand, client, client_id, digest, draft, one_upon_the_other, person, scopes, try_client,
    try_client_at, try_client_within, within,
};

#[tokio::test]
async fn a_client_comes_back_as_it_was_written() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "web_1").await;
        let found = clients::find(&db.reader, &client_id("web_1")).await.unwrap().unwrap();
        assert_eq!((found.key, found.owner_id, found.version), (key, alice, 1), "{}", database.name);

        let (client, draft) = (&found.client, draft());
        assert_eq!((client.client_id.as_str(), &client.client_name), ("web_1", &draft.client_name));
        assert_eq!((&client.description, client.template), (&draft.description, draft.template));
        assert_eq!((client.client_type, client.status), (draft.client_type, Status::Active));
        assert_eq!((&client.grant_types, &client.scopes), (&draft.grant_types, &draft.scopes));
        assert_eq!((&client.roles, &client.claims), (&draft.roles, &draft.claims));
        assert_eq!(client.redirect_uris, draft.redirect_uris, "in the order of the owner");
        assert_eq!(client.post_logout_redirect_uris, ["https://a.example.com/bye"]);
        assert_eq!(client.allowed_cors_origins, ["https://a.example.com"]);
        assert_eq!((client.require_pkce, client.allow_offline_access), (true, true));
        assert_eq!((client.access_token_lifetime, client.refresh_token_lifetime), (None, 2_592_000));
        assert_eq!(client.absolute_refresh_token_lifetime, Some(7_776_000));
        assert_eq!(
            (client.sliding_refresh_token, client.update_access_token_claims_on_refresh),
            (true, false)
        );
        assert_eq!((client.rotate_refresh_token, client.require_requested_scopes), (false, true));
        assert_eq!((&client.allowed_ip_addresses, &client.jwks), (&draft.allowed_ip_addresses, &draft.jwks));
        assert_eq!(client.id_token_signing_algorithm, draft.id_token_signing_algorithm);
        assert_eq!((client.environment, &client.documentation), (draft.environment, &draft.documentation));
        assert_eq!((client.created_at, client.last_used_at), (at(0), None));

        assert_eq!(found.secrets.len(), 1);
        assert_eq!((found.secrets[0].digest, found.secrets[0].expires_at), (digest(1), Some(at(1000))));
        let secret = &client.client_secrets[0];
        assert_eq!((secret.id, secret.hint.as_str()), (found.secrets[0].id, "abcd"));
        assert_eq!((secret.description.as_str(), secret.created_at), ("first", at(0)));
    }
}

#[tokio::test]
async fn an_owner_sees_their_own_clients_newest_first() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        for (id, second) in [("app_1", 5), ("app_2", 9), ("app_3", 7), ("app_4", 9)] {
            try_client_at(db, alice, id, 10, at(second)).await;
        }
        client(db, bob, "app_5").await;
        let found = clients::list(&db.reader, alice).await.unwrap();
        let ids: Vec<_> = found.iter().map(|one| one.client.client_id.as_str()).collect();
        assert_eq!(ids, ["app_4", "app_2", "app_3", "app_1"], "{}", database.name);
        for one in &found {
            assert_eq!((one.client.redirect_uris.len(), one.secrets.len()), (2, 1), "{}", database.name);
        }
        assert!(clients::find_own(&db.reader, alice, &client_id("app_1")).await.unwrap().is_some());
        assert!(clients::find_own(&db.reader, alice, &client_id("app_5")).await.unwrap().is_none());
        assert!(clients::list(&db.reader, bob + 1).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn who_authenticates_is_found_with_live_secrets_and_the_state_of_the_owner() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "web_1").await;
        let find = async || clients::find_for_authentication(&db.reader, "web_1").await.unwrap().unwrap();
        let found = find().await;
        assert_eq!(
            (found.key, found.owner_id, found.owner_disabled),
            (key, alice, false),
            "{}",
            database.name
        );
        assert_eq!((found.secrets.len(), found.secrets[0].digest), (1, digest(1)));
        assert_eq!(found.client.scopes, scopes("openid offline_access"));

        by_hand(db, "UPDATE client_secrets SET removed_at = 1").await;
        by_hand(db, "UPDATE users SET disabled_at = 1").await;
        let found = find().await;
        assert!(found.secrets.is_empty() && found.owner_disabled, "{}", database.name);
        assert!(clients::find_for_authentication(&db.reader, "' OR 1=1").await.unwrap().is_none());
    }
}

// Shows R098.
#[tokio::test]
async fn the_tenth_active_client_is_taken_and_the_eleventh_is_refused() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        for number in 1..=9 {
            client(db, alice, &format!("app_{number}")).await;
        }
        assert!(matches!(try_client(db, alice, "app_10", 10).await, Inserted::Done(_)), "{}", database.name);
        assert_eq!(try_client(db, alice, "app_11", 10).await, Inserted::LimitReached, "{}", database.name);
        assert!(matches!(try_client(db, bob, "app_12", 10).await, Inserted::Done(_)), "another account");

        let first = client_id("app_1");
        within(db, async |txn| clients::set_status(txn, alice, &first, Status::Inactive, 10, at(1)).await)
            .await;
        assert!(
            matches!(try_client(db, alice, "app_11", 10).await, Inserted::Done(_)),
            "inactive ones don't count"
        );
        let back =
            within(db, async |txn| clients::set_status(txn, alice, &first, Status::Active, 10, at(2)).await)
                .await;
        assert_eq!(back, StatusChange::LimitReached, "{}", database.name);
        let account = clients::find(&db.reader, &first).await.unwrap().unwrap().account_id;
        assert_eq!(clients::count_active(&db.reader, account).await.unwrap(), 10);
    }
}

// Shows R098, M6.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twelve_who_create_at_once_at_eight_of_ten_two_succeed() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        for number in 1..=8 {
            client(db, alice, &format!("app_{number}")).await;
        }
        let results = at_once(db, 12, |db, number| async move {
            try_client(&db, alice, &format!("new_{number}"), 10).await
        });
        let results = results.await;
        let done = results.iter().filter(|one| matches!(one, Inserted::Done(_))).count();
        let refused = results.iter().filter(|one| **one == Inserted::LimitReached).count();
        assert_eq!((done, refused), (2, 10), "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_creates_waits_for_one_that_is_not_yet_committed() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let other = db.clone();
        let (first, second) = one_upon_the_other(
            db,
            async |txn| try_client_within(txn, alice, "app_1", 1, at(0)).await,
            async move { try_client(&other, alice, "app_2", 1).await },
        )
        .await;
        assert!(matches!(first, Inserted::Done(_)), "{}", database.name);
        assert_eq!(second, Inserted::LimitReached, "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_activates_waits_for_one_that_is_not_yet_committed() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        for id in ["app_1", "app_2"] {
            client(db, alice, id).await;
        }
        by_hand(db, "UPDATE clients SET status = 'inactive'").await;
        let (one, two, other) = (client_id("app_1"), client_id("app_2"), db.clone());
        let results = one_upon_the_other(
            db,
            async |txn| clients::set_status(txn, alice, &one, Status::Active, 1, at(1)).await.unwrap(),
            async move {
                within(&other, async |txn| {
                    clients::set_status(txn, alice, &two, Status::Active, 1, at(1)).await
                })
                .await
            },
        );
        assert_eq!(results.await, (StatusChange::Done, StatusChange::LimitReached), "{}", database.name);
    }
}

#[tokio::test]
async fn an_id_that_is_taken_is_refused_whoever_has_it() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        client(db, alice, "app_1").await;
        assert_eq!(try_client(db, bob, "app_1", 10).await, Inserted::IdTaken, "{}", database.name);
        assert!(clients::list(&db.reader, bob).await.unwrap().is_empty());
    }
}

// Shows R093, R145.
#[tokio::test]
async fn a_status_changes_for_the_owner_and_never_back_from_revoked() {
    for database in databases().await {
        let db = &database.db;
        let (alice, bob) = (person(db, "alice@example.com").await, person(db, "bob@example.com").await);
        client(db, alice, "app_1").await;
        let id = client_id("app_1");
        let set = async |owner, status| {
            within(db, async |txn| clients::set_status(txn, owner, &id, status, 10, at(9)).await).await
        };
        let version = async || clients::find(&db.reader, &id).await.unwrap().unwrap().version;
        assert_eq!(set(bob, Status::Inactive).await, StatusChange::Unknown, "{}", database.name);
        assert_eq!(set(alice, Status::Active).await, StatusChange::Done);
        assert_eq!(version().await, 1, "nothing changed");
        assert_eq!(set(alice, Status::Inactive).await, StatusChange::Done);
        assert_eq!(set(alice, Status::Active).await, StatusChange::Done);
        assert_eq!(set(alice, Status::Revoked).await, StatusChange::Done);
        assert_eq!(set(alice, Status::Active).await, StatusChange::Revoked);
        assert_eq!(version().await, 4);
    }
}

#[tokio::test]
async fn an_origin_is_known_while_a_client_that_registered_it_is_active() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        client(db, alice, "app_1").await;
        let known = async |origin| clients::has_origin(&db.reader, origin).await.unwrap();
        assert!(known("https://a.example.com").await, "{}", database.name);
        assert!(!known("https://b.example.com").await, "a redirect URI is no origin");
        assert!(!known("https://a.example.com/cb").await && !known("null").await);
        by_hand(db, "UPDATE clients SET status = 'inactive'").await;
        assert!(!known("https://a.example.com").await, "{}", database.name);
    }
}

#[tokio::test]
async fn a_change_writes_all_that_an_owner_may_change_and_nothing_else() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "web_1").await;
        let before = clients::find(&db.reader, &client_id("web_1")).await.unwrap().unwrap().client;
        let after = Client {
            client_name: "Another name".into(),
            description: String::new(),
            grant_types: vec![GrantType::Password],
            redirect_uris: vec!["https://c.example.com/cb".into()],
            post_logout_redirect_uris: Vec::new(),
            allowed_cors_origins: vec!["https://c.example.com".into(), "https://d.example.com".into()],
            require_pkce: false,
            allow_offline_access: false,
            access_token_lifetime: Some(60),
            refresh_token_lifetime: 61,
            absolute_refresh_token_lifetime: None,
            sliding_refresh_token: false,
            update_access_token_claims_on_refresh: true,
            rotate_refresh_token: true,
            id_token_signing_algorithm: SigningAlgorithm::RS256,
            scopes: scopes("profile"),
            roles: Vec::new(),
            claims: Vec::new(),
            require_requested_scopes: false,
            allowed_ip_addresses: "198.51.100.7".parse().unwrap(),
            back_channel_logout_uri: None,
            persistent_sso: false,
            environment: None,
            documentation: Documentation::default(),
            ..before
        };
        assert!(within(db, async |txn| clients::change(txn, key, 1, &after, at(5)).await).await);
        let found = clients::find(&db.reader, &client_id("web_1")).await.unwrap().unwrap();
        assert_eq!(found.client, Client { version: 2, ..after.clone() }, "{}", database.name);

        let late = Client { client_name: "Too late".into(), ..after };
        assert!(!within(db, async |txn| clients::change(txn, key, 1, &late, at(6)).await).await);
        let found = clients::find(&db.reader, &client_id("web_1")).await.unwrap().unwrap();
        assert_eq!((found.version, &*found.client.client_name), (2, "Another name"), "{}", database.name);
        assert_eq!(found.client.redirect_uris, ["https://c.example.com/cb"], "{}", database.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_who_change_one_version_at_once_one_succeeds_and_is_whole() {
    for database in databases().await {
        let db = &database.db;
        let alice = person(db, "alice@example.com").await;
        let key = client(db, alice, "app_1").await;
        let before = clients::find(&db.reader, &client_id("app_1")).await.unwrap().unwrap().client;
        let results = at_once(db, 8, move |db, number| {
            let address = format!("https://{number}.example.com/cb");
            let after =
                Client { client_name: address.clone(), redirect_uris: vec![address], ..before.clone() };
            async move { within(&db, async |txn| clients::change(txn, key, 1, &after, at(5)).await).await }
        });
        assert_eq!(results.await.iter().filter(|done| **done).count(), 1, "{}", database.name);
        let found = clients::find(&db.reader, &client_id("app_1")).await.unwrap().unwrap();
        assert_eq!(found.version, 2, "{}", database.name);
        assert_eq!(found.client.redirect_uris, [found.client.client_name], "{}", database.name);
    }
}
