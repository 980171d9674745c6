//! Names the schema by what the migrations say, so that a template made by other migrations is never taken.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;

/// From this package's folder, in which Cargo runs this. No absolute path is compiled in: several checkouts may share one
/// target folder.
const MIGRATIONS: &str = "../migration/src";

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed={MIGRATIONS}");
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(MIGRATIONS)? {
        files.push(entry?.path());
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    println!("cargo::rustc-env=SCHEMA_FINGERPRINT={:016x}", hasher.finish());
    Ok(())
}
