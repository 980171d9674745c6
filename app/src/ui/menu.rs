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
/// The arrow keys, Home and End move through the list, as the WAI-ARIA menu pattern asks.
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
        let open = list.get_untracked().filter(|list| list.matches(":popover-open").unwrap_or(false));
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
    let moved = move |event: KeyboardEvent| {
        if let Some(list) = list.get_untracked() {
            move_focus(&list, &event);
        }
    };
    view! {
        <div class="menu">
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
                on:keydown=moved
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

fn move_focus(list: &HtmlElement, event: &KeyboardEvent) {
    let items = items_of(list);
    let Some(last) = items.len().checked_sub(1) else { return };
    let focused = document().active_element();
    let here = items.iter().position(|item| focused.as_ref() == Some(item.as_ref())).unwrap_or(last);
    let next = match event.key().as_str() {
        "ArrowDown" => (here + 1) % items.len(),
        "ArrowUp" => here.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    focus_item(&items, next);
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Menu, MenuItem, MenuItemKind};
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
}
