//! Further actions behind one button.

use leptos::context::Provider;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::{Icon, IconName};

/// The id of the menu around an item, so that choosing an item closes the menu.
#[derive(Clone)]
struct MenuId(String);

/// A button that opens a list of actions. The browser opens and closes it, on Esc and outside presses, too.
///
/// Its keys are those of the menu button pattern (ARIA Authoring Practices Guide): the arrows open the list and move
/// through it, as do Home, End and the letters with which actions begin; Tab leaves it.
#[component]
pub fn Menu(
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// The name of the button.
    #[prop(default = "More actions".into(), into)]
    label: String,
    /// The actions, each a [`MenuItem`].
    children: Children,
) -> impl IntoView {
    let menu = MenuId(id.clone());
    let list = NodeRef::<html::Div>::new();
    let enter = move || {
        let open = list.get_untracked().filter(|list| is_open(list));
        // Whoever is inside already stays where they are.
        if let Some(list) = open.filter(|list| !list.contains(document().active_element().as_deref())) {
            focus_item(&items_of(&list), 0);
        }
    };
    // The browser opens a menu before the script has come, too; its items can be used, and entered, only now.
    Effect::new(move || {
        if list.get().is_some() {
            request_animation_frame(enter);
        }
    });
    let pressed = move |event: KeyboardEvent| {
        if let Some(list) = list.get_untracked() {
            press(&list, &event);
        }
    };
    view! {
        <div class="menu" on:keydown=pressed>
            <button
                class="button button--quiet button--icon"
                type="button"
                id=format!("{id}-button")
                popovertarget=id.clone()
                aria-haspopup="menu"
                aria-label=label.clone()
            >
                <Icon name=IconName::Dots />
            </button>
            <div
                node_ref=list
                class="menu__list"
                id=id
                popover="auto"
                role="menu"
                aria-label=label
                on:toggle=move |_| enter()
            >
                <Provider value=menu>{children()}</Provider>
            </div>
        </div>
    }
    .into_any()
}

/// What an action does to its thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MenuItemKind {
    /// It can be undone.
    #[default]
    Plain,
    /// It can't.
    Danger,
}

/// One action of a [`Menu`]. Listen with `on:click`. It keeps its type: what forgot it would keep the listeners of a row that
/// was printed anew.
#[component(transparent)]
pub fn MenuItem(
    /// The sign before its name.
    icon: IconName,
    /// What it does to its thing.
    #[prop(optional)]
    kind: MenuItemKind,
    /// Its name.
    children: Children,
) -> impl IntoView {
    let class = match kind {
        MenuItemKind::Plain => "menu__item",
        MenuItemKind::Danger => "menu__item menu__item--danger",
    };
    let menu = use_context::<MenuId>().map(|MenuId(id)| id);
    view! {
        <button
            class=class
            type="button"
            role="menuitem"
            tabindex="-1"
            popovertarget=menu
            popovertargetaction="hide"
        >
            <Icon name=icon />
            {children()}
        </button>
    }
}

fn items_of(list: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = list.query_selector_all("[role=menuitem]:not(:disabled)") else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn focus_item(items: &[HtmlElement], at: usize) {
    if let Some(item) = items.get(at) {
        // An item that can't take the focus has just left the page.
        let _ = item.focus();
    }
}

fn is_open(list: &HtmlElement) -> bool {
    list.matches(":popover-open").unwrap_or(false)
}

/// Opens and closes the list as a press of its button does, so that the browser knows on what it hangs.
fn toggle(list: &HtmlElement) {
    let button = list.previous_element_sibling().and_then(|button| button.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        button.click();
    }
}

/// A key on the button, or in the list.
fn press(list: &HtmlElement, event: &KeyboardEvent) {
    let (key, open) = (event.key(), is_open(list));
    if open && key == "Tab" {
        // The focus is back on the button by the time the browser moves it on.
        return toggle(list);
    }
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let items = items_of(list);
    let focused = document().active_element();
    let here = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let begins = |letter: &str| {
        let begins = |at: &usize| items.get(*at).is_some_and(|item| begins_with(item, letter));
        let after = here.map_or(0, |here| here + 1);
        (after..items.len()).chain(0..after).find(begins)
    };
    let next = match (key.as_str(), here) {
        ("ArrowDown", _) if !open => Some(0),
        ("ArrowUp", _) if !open => items.len().checked_sub(1),
        _ if !open => None,
        (key, here) => goal(key, here, items.len()).or_else(|| begins(key)),
    };
    let Some(next) = next else { return };
    event.prevent_default();
    if !open {
        toggle(list);
    }
    focus_item(&items, next);
}

/// To which of so many items a key leads from here; `None` for a key that leads nowhere by itself.
fn goal(key: &str, here: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(here.map_or(0, |here| (here + 1) % count)),
        "ArrowUp" => Some(here.and_then(|here| here.checked_sub(1)).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Whether a key is the letter with which an item begins, small or capital.
fn begins_with(item: &HtmlElement, key: &str) -> bool {
    let name = item.text_content().unwrap_or_default();
    name.trim_start().chars().next().is_some_and(|first| first.to_string().eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Menu, MenuItem, MenuItemKind, goal};
    use crate::ui::icon::IconName;
    use crate::ui::typed::printed;

    #[test]
    fn a_menu_opens_and_closes_without_a_script() {
        let html = printed(|| {
            view! {
                <Menu id="more-1">
                    <MenuItem icon=IconName::Trash kind=MenuItemKind::Danger>
                        "Delete"
                    </MenuItem>
                </Menu>
            }
            .into_any()
        });
        assert!(html.contains(r#"aria-label="More actions""#), "{html}");
        assert_eq!(html.matches(r#"popovertarget="more-1""#).count(), 2, "{html}");
        assert!(html.contains(r#"popover="auto""#) && html.contains(r#"role="menuitem""#), "{html}");
    }
    #[test]
    fn keys_lead_through_a_menu_and_around_its_ends() {
        for (key, here, next) in [
            ("ArrowDown", Some(0), Some(1)),
            ("ArrowDown", Some(2), Some(0)),
            ("ArrowDown", None, Some(0)),
            ("ArrowUp", Some(0), Some(2)),
            ("ArrowUp", Some(2), Some(1)),
            ("ArrowUp", None, Some(2)),
            ("Home", Some(2), Some(0)),
            ("End", Some(0), Some(2)),
            ("d", Some(0), None),
        ] {
            assert_eq!(goal(key, here, 3), next, "{key}");
        }
        assert_eq!(goal("End", None, 0), None, "nothing can be done yet");
    }
}
