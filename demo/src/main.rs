//! What a client does: a small app on an origin of its own that signs people in with Latchkey.
//!
//! It is a public client (RFC 6749 §2.1) and follows RFC 9700: authorization code with PKCE, one exact
//! redirect URI, tokens in memory only. What is decided stands in `oidc`, `api`, `session`, `notice`,
//! `trail` and knows no browser; what touches the browser stands in `browser`, `store`, `http`; `journey`
//! joins the two, and `view` shows the result.

#![expect(
    unreachable_pub,
    reason = "a binary exports nothing, so `pub` says here what other modules may use"
)]

mod api;
mod app;
mod browser;
mod config;
mod http;
mod journey;
mod notice;
mod oidc;
mod page;
mod reply;
mod session;
mod store;
mod trail;
mod view;

fn main() {
    browser::clear_waiting_note();
    leptos::mount::mount_to_body(app::App);
}
