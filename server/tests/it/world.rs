//! A server of its own for each test and database, and the personas that use it.

mod dump;
mod log;
mod person;
mod proof;
mod relying_party;
mod server;
mod signer;

pub(crate) use log::Log;
pub(crate) use person::{Answer, Person, authorize, claims, parameter, text};
pub(crate) use proof::{ProofKey, bound};
pub(crate) use relying_party::{RelyingParty, Reply};
pub(crate) use server::TestServer;
pub(crate) use signer::Signer;

/// Runs a test once for each kind of database.
pub(crate) async fn on_each_database<F>(test: impl Fn(TestServer) -> F)
where
    F: Future<Output = ()>,
{
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        test(TestServer::start(database, true).await).await;
    }
}

/// The same with more settings, each a key and its value.
pub(crate) async fn on_each_database_with<F>(
    settings: &[(&'static str, &str)],
    test: impl Fn(TestServer) -> F,
) where
    F: Future<Output = ()>,
{
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        test(TestServer::start_with(database, true, settings).await).await;
    }
}

/// The same on a server without the demo's people.
pub(crate) async fn on_each_empty_database<F>(test: impl Fn(TestServer) -> F)
where
    F: Future<Output = ()>,
{
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        test(TestServer::start(database, false).await).await;
    }
}

/// A PKCE verifier and its challenge (RFC 7636 Appendix B).
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// The password of both demo users.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Does all jobs at the same time, and gives what they came to.
pub(crate) async fn at_once<T, F>(jobs: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = jobs.into_iter().map(tokio::spawn).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}
