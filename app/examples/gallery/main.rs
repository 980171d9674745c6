//! Prints every account page and every part of the look into a folder, to be opened in a browser.
//!
//! `cargo run -p app --features ssr --example gallery -- target/gallery`
//!
//! What is printed here is what the server prints: the same functions, the same stylesheet. The pages of the
//! console are stand-ins with made-up data, so that their parts can be looked at without a server.

mod console;
mod pages;
mod parts;

use std::path::Path;
use std::{fs, io};

use app::layout::{Frame, SignedIn};

/// A file name and its content.
type Sheet = (String, String);

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into());
    let folder = Path::new(&folder);
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::create_dir_all(folder)?;
    fs::write(folder.join("latchkey.css"), stylesheet(&house.join("style"))?)?;
    fs::copy(house.join("public/favicon.svg"), folder.join("favicon.svg"))?;

    let sheets: Vec<Sheet> = [pages::all(), parts::all(), console::all()].concat();
    let links: String =
        sheets.iter().map(|(name, _)| format!("<li><a href=\"{name}\">{name}</a></li>\n")).collect();
    for (name, html) in &sheets {
        fs::write(folder.join(name), html)?;
    }
    fs::write(
        folder.join("index.html"),
        format!("<!DOCTYPE html>\n<title>Gallery</title>\n<ul>\n{links}</ul>\n"),
    )?;
    println!("{} pages in {}", sheets.len(), folder.display());
    Ok(())
}

/// The stylesheet as the server serves it: the files of `style/`, joined in name order.
fn stylesheet(folder: &Path) -> io::Result<String> {
    let mut files: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    files.iter().map(fs::read_to_string).collect()
}

/// The frame of a stranger.
fn stranger() -> Frame {
    Frame {
        product: "Latchkey".into(),
        stylesheet: "latchkey.css".into(),
        theme: None,
        demo_banner: false,
        here: String::new(),
        csrf: "csrf".into(),
        user: None,
        current: None,
    }
}

/// The frame of somebody who is signed in.
fn alice() -> Frame {
    let user = SignedIn { name: "Alice Example".into(), email: "alice@example.com".into(), manager: true };
    Frame { user: Some(user), ..stranger() }
}
