//! What the API costs by itself, without a network and without tokens: part of `make bench`.
//!
//! First how long a request takes to be understood, then how long a page takes among few rows and among many. Arguments
//! are further databases to fill, `postgres://…`, besides a file of SQLite.

mod pages;
mod understand;

/// Whatever went wrong: a measurement that is not whole is none.
pub(crate) type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    understand::table()?;
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite://{}?mode=rwc", folder.path().join("bench.db").display());
    pages::head();
    for url in std::iter::once(file).chain(std::env::args().skip(1)) {
        pages::rows(&url).await?;
    }
    Ok(())
}

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "time is what is measured here")]
pub(crate) fn now() -> std::time::Instant {
    std::time::Instant::now()
}
