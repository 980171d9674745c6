//! People's passwords: which ones are taken, and what checking them costs (security rules L5, L8, L9).

use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use identity::failure::Failure;
use identity::password::{Asker, Bounds, Passwords};
use identity::random::SystemRandom;

use crate::world::{PASSWORD, TestServer, on_each_database};

const BOB: &str = "bob@example.com";
const WRONG: &str = "wrong password";

/// Tries to register, and gives the status.
async fn register(server: &TestServer, email: &str, password: &str) -> u16 {
    let person = server.stranger();
    let csrf = person.csrf().await;
    let fields = [("csrf", &*csrf), ("email", email), ("name", "Carol Quinn"), ("password", password)];
    person.post("/Identity/Account/Register", &fields).await.status
}

// Shows L8.
#[tokio::test]
async fn what_is_common_a_pattern_or_made_of_name_and_address_is_refused_before_it_is_hashed() {
    on_each_database(async |server| {
        let before = server.identity().passwords.hashes();
        for weak in [
            "password1",
            "12345678",
            "qwertyuiop",
            "iloveyou1",
            "Passw0rd",
            "aaaaaaaaaaaa",
            "carol.quinn@example.com",
            "carolquinn",
            "Quinn123",
            "latchkey1",
            "kq8vwz4",
            &"no pattern ".repeat(94),
        ] {
            assert_eq!(register(&server, "carol.quinn@example.com", weak).await, 422, "{weak}");
        }
        assert_eq!(server.identity().passwords.hashes(), before);
    })
    .await;
}

// Shows L8.
#[tokio::test]
async fn eight_bytes_to_1024_will_do_whatever_they_are_made_of_and_count_byte_for_byte() {
    // Letters without a pattern: a long password that repeats itself is guessed like a short one.
    let letter = |n: u32| char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> 28) as u8);
    let long: String = (0..1024).map(letter).collect();
    let passwords = ["kq8vwz4m", " kq8vwz4m ", "onlysmallletterswithoutmeaning", "пароль-сложный", &long];
    on_each_database(async |server| {
        for (number, password) in passwords.iter().enumerate() {
            let email = format!("carol{number}@example.com");
            assert_eq!(register(&server, &email, password).await, 303, "{password}");
            for other in
                [password.to_uppercase(), format!("{password} "), password[..password.len() - 2].to_owned()]
            {
                server.stranger().sign_in(&email, &other).await.assert_status(422);
            }
            server.stranger().sign_in(&email, password).await.assert_status(303);
        }
        assert_eq!(register(&server, "carol@example.com", &format!("{long}x")).await, 422);
    })
    .await;
}

// Shows L5.
#[tokio::test]
async fn a_wrong_password_a_disabled_person_and_nobody_cost_one_hash_each() {
    on_each_database(async |server| {
        let hashes = || server.identity().passwords.hashes();
        server.execute("UPDATE users SET disabled_at = 1 WHERE id = 102").await;
        for email in ["alice@example.com", BOB, "nobody@example.com"] {
            let before = hashes();
            server.stranger().sign_in(email, WRONG).await.assert_status(422);
            assert_eq!(hashes() - before, 1, "{email}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_hash_of_other_days_is_made_anew_at_sign_in() {
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
    let old = cheap.hash_password_with_salt(PASSWORD.as_bytes(), &[1; 16]).unwrap().to_string();
    on_each_database(async |server| {
        server.execute(&format!("UPDATE users SET password_hash = '{old}' WHERE id = 102")).await;
        let stored = async || {
            let person = identity::people::find(server.identity(), 102).await.unwrap().unwrap();
            person.password_hash.unwrap()
        };
        server.stranger().sign_in(BOB, WRONG).await.assert_status(422);
        assert_eq!(stored().await, old);
        server.stranger().sign_in(BOB, PASSWORD).await.assert_status(303);
        let new = stored().await;
        assert!(new.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{new}");
        server.stranger().sign_in(BOB, PASSWORD).await.assert_status(303);
        assert_eq!(stored().await, new, "once is enough");
    })
    .await;
}

// Shows L9.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_sign_in_at_once_those_too_many_are_turned_away_and_told_when_to_come_back() {
    on_each_database(async |server| {
        let attempts = (0..150).map(|number| {
            let person = server.stranger_at(&format!("203.0.113.{number}"));
            tokio::spawn(async move { person.sign_in(&format!("nobody{number}@example.com"), WRONG).await })
        });
        let (mut looked_at, mut turned_away) = (0, 0);
        for attempt in attempts.collect::<Vec<_>>() {
            let answer = attempt.await.unwrap();
            match answer.status {
                422 => looked_at += 1,
                503 => {
                    assert_eq!(answer.header("retry-after"), "1");
                    turned_away += 1;
                }
                other => panic!("{other}: {}", answer.text),
            }
        }
        assert!(looked_at > 0 && turned_away > 0, "{looked_at} looked at, {turned_away} turned away");
        server.stranger().sign_in(BOB, PASSWORD).await.assert_status(303);
    })
    .await;
}

fn passwords(bounds: Bounds) -> std::sync::Arc<Passwords> {
    std::sync::Arc::new(Passwords::new(&SystemRandom, bounds).unwrap())
}

/// Begins so many hashes at once, and gives how many came to their end.
async fn hash_at_once(passwords: &std::sync::Arc<Passwords>, number: usize, asker: Asker) -> usize {
    let works: Vec<_> = (0..number)
        .map(|_| {
            let passwords = std::sync::Arc::clone(passwords);
            tokio::spawn(async move { passwords.hash(PASSWORD, &SystemRandom, asker).await })
        })
        .collect();
    let mut done = 0;
    for work in works {
        match work.await.unwrap() {
            Ok(_) => done += 1,
            Err(failure) => assert!(matches!(failure, Failure::Busy(_)), "{failure}"),
        }
    }
    done
}

// Shows L9.
#[tokio::test]
async fn so_many_may_be_under_way_or_waiting_and_one_more_is_turned_away() {
    let passwords = passwords(Bounds { at_once: 1, most: 4, patience: Duration::from_secs(60) });
    assert_eq!(hash_at_once(&passwords, 4, Asker::Known).await, 4);
    assert_eq!(hash_at_once(&passwords, 5, Asker::Known).await, 4);
    assert_eq!(hash_at_once(&passwords, 3, Asker::Stranger).await, 3, "the places are free again");
    assert_eq!(
        hash_at_once(&passwords, 4, Asker::Stranger).await,
        3,
        "one place is for people who are known"
    );
}

// Shows L9.
#[tokio::test]
async fn who_has_waited_for_too_long_is_turned_away() {
    let impatient = passwords(Bounds { at_once: 1, most: 4, patience: Duration::from_millis(1) });
    assert_eq!(hash_at_once(&impatient, 2, Asker::Known).await, 1);
    let patient = passwords(Bounds { at_once: 1, most: 4, patience: Duration::from_secs(60) });
    assert_eq!(hash_at_once(&patient, 2, Asker::Known).await, 2);
}

// Shows L9.
#[test]
fn at_most_64_wait_for_as_many_as_there_are_cores_and_for_three_seconds() {
    let cores = std::thread::available_parallelism().unwrap().get();
    let bounds = Bounds { at_once: cores, most: 64, patience: Duration::from_secs(3) };
    assert_eq!(Bounds::default(), bounds);
}
