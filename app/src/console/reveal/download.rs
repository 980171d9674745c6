//! A file that the page makes and the browser stores.

use domain::credential_file::CredentialFile;
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Array;
use web_sys::{Blob, HtmlElement, Url};

/// Has the browser store a file; `None` where it doesn't.
///
/// The address is a number that the browser draws and forgets at once: unlike one that holds the content, it says nothing
/// in the list of downloads.
pub(super) fn save(file: &CredentialFile) -> Option<()> {
    let parts = Array::of1(&JsValue::from_str(&file.content));
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let pressed = press(&address, &file.name);
    // What is under way has the content already.
    Url::revoke_object_url(&address).ok()?;
    pressed
}

/// A link that never was on the page.
fn press(address: &str, name: &str) -> Option<()> {
    let link = document().create_element("a").ok()?.dyn_into::<HtmlElement>().ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    Some(())
}
