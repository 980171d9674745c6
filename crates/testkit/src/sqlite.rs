//! SQLite in a folder of its own.

use store::database;

use crate::{Keeper, TestDatabase, migrate};

/// A fresh database of SQLite.
///
/// # Panics
/// When it can't be made.
pub async fn sqlite() -> TestDatabase {
    let folder = tempfile::Builder::new().prefix("latchkey-").tempdir().expect("there is room for a folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let db = database::connect(&url).await.expect("a file of SQLite opens");
    migrate(&db).await;
    TestDatabase { name: "SQLite", url, db, keeper: Keeper::Folder(folder) }
}
