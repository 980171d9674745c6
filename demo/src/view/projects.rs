//! The projects that the API shows.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Project, Projects, Zone};
use crate::journey::projects;
use crate::page::Page;
use crate::session::{Errand, Shelf};

/// The list, in all four states: being read, failed, empty, there.
#[component]
pub fn ProjectList(page: Page) -> impl IntoView {
    let shelf = Memo::new(move |_| {
        page.session.with(|session| session.signed_in().map_or(Shelf::Unread, |known| known.shelf.clone()))
    });
    let errand = Memo::new(move |_| {
        page.session.with(|session| session.signed_in().map_or(Errand::None, |known| known.errand))
    });
    let reload = move |_| {
        page.hush();
        spawn_local(projects::read(page));
    };
    let summary = move || shelf.with(|shelf| summary(shelf, errand.get()));
    view! {
        <section
            class="card projects"
            aria-labelledby="projects-title"
            aria-busy=move || (errand.get() == Errand::Reading).then_some("true")
        >
            <div class="card-head">
                <h2 id="projects-title">"Projects"</h2>
                <p class="summary" role="status">
                    {summary}
                </p>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || (errand.get() != Errand::None).then_some("true")
                    on:click=reload
                >
                    "Reload projects"
                </button>
            </div>
            {move || match shelf.get() {
                Shelf::Unread => view! { <p class="empty">"The projects are on their way."</p> }.into_any(),
                Shelf::Failed(why) => view! { <p class="message message-problem">{why}</p> }.into_any(),
                Shelf::Read(projects) => view! { <Rows projects /> }.into_any(),
            }}
        </section>
    }
}

fn summary(shelf: &Shelf, errand: Errand) -> String {
    match (shelf, errand) {
        (_, Errand::Reading) => "Reading…".to_owned(),
        (Shelf::Read(projects), _) => projects.summary(),
        (Shelf::Failed(_), _) => "Not read".to_owned(),
        (Shelf::Unread, _) => String::new(),
    }
}

#[component]
fn Rows(projects: Projects) -> impl IntoView {
    if projects.value.is_empty() {
        return view! { <p class="empty">"This account has no projects yet."</p> }.into_any();
    }
    view! {
        <ul class="rows">
            {projects.value.into_iter().map(|project| view! { <Row project /> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Row(project: Project) -> impl IntoView {
    let zone = project.zone();
    view! {
        <li class="row" data-project=project.project_id>
            <h3 class="row-name">{project.project_name.clone()}</h3>
            <p class="row-fact">
                <span class="row-label">"Status "</span>
                {project.status().to_owned()}
            </p>
            <p class="row-fact">
                <span class="row-label">"Due "</span>
                <time datetime=project.project_due_date.clone()>{project.due()}</time>
            </p>
            <div class=format!("row-fact buffer {}", class(zone))>
                <p>
                    <span class="row-label">"Buffer "</span>
                    {project.buffer()}
                    {zone.name().map(|name| view! { <span class="zone">{name}</span> })}
                </p>
                <Bar percent=project.buffer_penetration.unwrap_or_default() />
            </div>
        </li>
    }
}

/// A picture of what stands beside it in words. Sizes are attributes, which a strict CSP allows, not styles.
#[component]
fn Bar(percent: f64) -> impl IntoView {
    let width = format!("{:.1}", percent.clamp(0.0, 100.0));
    view! {
        <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-track" width="100" height="4" />
            <rect class="bar-fill" width=width height="4" />
        </svg>
    }
}

const fn class(zone: Zone) -> &'static str {
    match zone {
        Zone::Unknown => "zone-unknown",
        Zone::Green => "zone-green",
        Zone::Yellow => "zone-yellow",
        Zone::Red => "zone-red",
    }
}
