//! Too many attempts: one budget for a person at every door, and nobody kept out by others (security rules L6, L7).

use crate::world::{Answer, PASSWORD, Person, TestServer, on_each_database};

const LOGIN: &str = "/Identity/Account/Login";
const CHANGE: &str = "/Identity/Account/Manage/Password";
const ALICE: &str = "alice@example.com";
const WRONG: &str = "wrong password";
/// Too short to be anybody's: it counts as an attempt, and costs no hash.
const SHORT: &str = "short";

/// The seconds of `Retry-After` of an answer that says 429.
#[track_caller]
fn pause(answer: &Answer) -> i64 {
    assert_eq!(answer.status, 429, "{}", answer.text);
    let seconds = answer.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert!(answer.text.contains("Too many attempts. Try again in "), "{}", answer.text);
    seconds
}

/// Fails until the next attempt has to wait for at least ten seconds, which no test takes by itself.
async fn until_slowed_down(server: &TestServer, attempt: impl AsyncFn() -> Answer) -> i64 {
    for _ in 0..30 {
        let answer = attempt().await;
        if answer.status == 429 {
            let pause = pause(&answer);
            if pause >= 10 {
                return pause;
            }
            server.wait(pause);
        }
    }
    panic!("thirty wrong passwords in a row, and nothing slows down");
}

/// A browser that fails to sign in as somebody, with one token for all its forms.
struct Guesser {
    person: Person,
    csrf: String,
}

impl Guesser {
    async fn new(person: Person) -> Self {
        let csrf = person.csrf().await;
        Self { person, csrf }
    }

    async fn guess(&self, email: &str, password: &str) -> Answer {
        let fields = [("csrf", &*self.csrf), ("email", email), ("password", password)];
        self.person.post(LOGIN, &fields).await
    }
}

/// The password grant of a service, called from one address.
struct Service {
    person: Person,
    id: String,
    secret: String,
}

impl Service {
    async fn at(server: &TestServer, address: &str) -> Self {
        let (id, secret) = server.alice().await.backend_service().await;
        Self { person: server.stranger_at(address), id, secret }
    }

    async fn guess(&self, email: &str, password: &str) -> Answer {
        let fields = [
            ("grant_type", "password"),
            ("client_id", &*self.id),
            ("client_secret", &*self.secret),
            ("username", email),
            ("password", password),
            ("scope", "exepron.restapi"),
        ];
        self.person.token(&fields).await
    }
}

// Shows L6, TP2, T9.
#[tokio::test]
async fn wrong_passwords_at_the_token_endpoint_slow_the_sign_in_page_down() {
    on_each_database(async |server| {
        let service = Service::at(&server, "203.0.113.1").await;
        until_slowed_down(&server, async || service.guess(ALICE, SHORT).await).await;
        let refused = service.guess(ALICE, PASSWORD).await;
        pause(&refused);
        assert_eq!(refused.error(), "temporarily_unavailable");
        assert_eq!(refused.header("cache-control"), "no-store");

        let browser = Guesser::new(server.stranger_at("203.0.113.1")).await;
        let refused = browser.guess(ALICE, PASSWORD).await;
        assert!(
            refused.text.contains("<h1") && refused.text.contains(ALICE),
            "the same page, with what was typed"
        );
        server.wait(pause(&refused));
        browser.guess(ALICE, PASSWORD).await.assert_status(303);
        service.guess(ALICE, PASSWORD).await.assert_status(200);
    })
    .await;
}

// Shows L5, TP2.
#[tokio::test]
async fn somebody_who_does_not_exist_is_slowed_down_in_the_same_way() {
    on_each_database(async |server| {
        let service = Service::at(&server, "203.0.113.1").await;
        let mut seen = Vec::new();
        for (email, address) in [(ALICE, "203.0.113.2"), ("nobody@example.com", "203.0.113.3")] {
            let browser = Guesser::new(server.stranger_at(address)).await;
            until_slowed_down(&server, async || browser.guess(email, WRONG).await).await;
            until_slowed_down(&server, async || service.guess(email, WRONG).await).await;
            let refused = service.guess(email, WRONG).await;
            pause(&refused);
            seen.push(refused.text.replace(|letter: char| letter.is_ascii_digit(), ""));
        }
        assert_eq!(seen[0], seen[1]);
    })
    .await;
}

// Shows L7.
#[tokio::test]
async fn a_neighbour_signs_in_while_somebody_guesses_at_another_person_from_the_same_address() {
    on_each_database(async |server| {
        let guesser = Guesser::new(server.stranger_at("203.0.113.1")).await;
        until_slowed_down(&server, async || guesser.guess(ALICE, SHORT).await).await;
        for _ in 0..100 {
            pause(&guesser.guess(ALICE, SHORT).await);
        }
        let bob = server.stranger_at("203.0.113.1");
        bob.sign_in("bob@example.com", PASSWORD).await.assert_status(303);
    })
    .await;
}

/// Guesses at Alice from so many addresses, each once, and gives how many were looked at.
async fn guesses_from_everywhere(servers: &[&TestServer], addresses: u8) -> usize {
    let guesses = (0..addresses).map(|number| {
        let server = servers[usize::from(number) % servers.len()];
        let person = server.stranger_at(&format!("203.0.113.{number}"));
        tokio::spawn(async move { Guesser::new(person).await.guess(ALICE, SHORT).await })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap() {
            answer if answer.status == 422 => looked_at += 1,
            answer => {
                pause(&answer);
            }
        }
    }
    looked_at
}

// Shows L7.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn strangers_everywhere_cannot_lock_a_person_out_of_a_device_she_knows() {
    on_each_database(async |server| {
        let alice = server.stranger_at("198.51.100.1");
        alice.sign_in(ALICE, PASSWORD).await.assert_status(303);
        let looked_at = guesses_from_everywhere(&[&server], 40).await;
        assert!((20..=24).contains(&looked_at), "{looked_at}");

        let elsewhere = Guesser::new(server.stranger_at("198.51.100.2")).await;
        let refused = elsewhere.guess(ALICE, PASSWORD).await;
        assert!(pause(&refused) <= 30, "also a new device has to wait only for the next guess");
        alice.sign_in(ALICE, PASSWORD).await.assert_status(303);
        server.wait(30);
        elsewhere.guess(ALICE, PASSWORD).await.assert_status(303);
    })
    .await;
}

// Shows L7.
#[tokio::test]
async fn a_device_is_known_to_the_person_who_signed_in_and_to_nobody_else() {
    on_each_database(async |server| {
        let alice = server.stranger_at("198.51.100.1");
        alice.sign_in(ALICE, PASSWORD).await.assert_status(303);
        let cookie = alice.cookie("device").unwrap();
        let guess = async |cookie: &str, email: &'static str| {
            let browser = server.stranger_at("198.51.100.1");
            let page = browser.get("/Identity/Account/Register").await;
            let browser_cookie = browser.cookie("browser").unwrap();
            let request = browser
                .plain(reqwest::Method::POST, &server.identity_url(LOGIN))
                .header("cookie", format!("{browser_cookie}; {cookie}"))
                .header("origin", server.issuer());
            let fields = [("csrf", &*page.hidden("csrf")), ("email", email), ("password", SHORT)];
            Answer::read(request.form(&fields)).await
        };
        let forged = format!("{}A", &cookie[..cookie.len() - 2]);
        until_slowed_down(&server, async || guess("", ALICE).await).await;
        pause(&guess(&forged, ALICE).await);
        guess(&cookie, ALICE).await.assert_status(422);
        until_slowed_down(&server, async || guess("", "bob@example.com").await).await;
        pause(&guess(&cookie, "bob@example.com").await);
        until_slowed_down(&server, async || guess(&cookie, ALICE).await).await;
    })
    .await;
}

#[tokio::test]
async fn the_cookie_of_a_known_device_signs_nobody_in_and_is_closed_to_scripts() {
    on_each_database(async |server| {
        let alice = server.stranger();
        let answer = alice.sign_in(ALICE, PASSWORD).await.assert_status(303);
        let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        let device = cookies.into_iter().find(|cookie| cookie.contains("device")).unwrap();
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000"] {
            assert!(device.contains(flag), "{flag}: {device}");
        }
        let request = server.stranger().plain(reqwest::Method::GET, &server.identity_url(CHANGE));
        let request = request.header("cookie", alice.cookie("device").unwrap());
        Answer::read(request).await.assert_status(303);
    })
    .await;
}

// Shows L6.
#[tokio::test]
async fn changing_the_password_counts_with_signing_in() {
    on_each_database(async |server| {
        let alice = server.stranger();
        alice.sign_in(ALICE, PASSWORD).await.assert_status(303);
        let csrf = alice.csrf().await;
        let change = async |current: &str| {
            let fields = [
                ("csrf", &*csrf),
                ("current_password", current),
                ("new_password", "a long and unusual passphrase"),
            ];
            alice.post(CHANGE, &fields).await
        };
        until_slowed_down(&server, async || change(SHORT).await).await;
        let refused = change(PASSWORD).await;
        assert!(refused.text.contains("Current password"), "the same page");
        let wait = pause(&refused);
        pause(&alice.sign_in(ALICE, PASSWORD).await);
        server.wait(wait);
        change(PASSWORD).await.assert_status(303);
    })
    .await;
}

// Shows L6, T9.
#[tokio::test]
async fn an_address_pays_for_failures_and_an_ipv6_network_is_one_address() {
    on_each_database(async |server| {
        let guess = async |number: usize| {
            let person = server.stranger_at(&format!("2001:db8:1:2:{number:x}::1"));
            Guesser::new(person).await.guess(&format!("nobody{number}@example.com"), SHORT).await
        };
        let mut failures = 0;
        let refused = loop {
            let answer = guess(failures).await;
            if answer.status != 422 {
                break answer;
            }
            failures += 1;
        };
        // One comes back each second that the test takes.
        assert!((60..=120).contains(&failures), "{failures}");
        pause(&refused);
        let next_door = server.stranger_at("2001:db8:1:3::1");
        next_door.sign_in(ALICE, PASSWORD).await.assert_status(303);
    })
    .await;
}

// Shows L6.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_on_one_database_count_together() {
    on_each_database(async |server| {
        let other = server.replica().await;
        let looked_at = guesses_from_everywhere(&[&server, &other], 40).await;
        assert!((20..=24).contains(&looked_at), "twenty, and one for each half minute: {looked_at}");
        pause(&Guesser::new(other.stranger_at("198.51.100.1")).await.guess(ALICE, PASSWORD).await);
        pause(&Guesser::new(server.stranger_at("198.51.100.1")).await.guess(ALICE, PASSWORD).await);
    })
    .await;
}
