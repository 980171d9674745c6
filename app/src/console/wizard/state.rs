//! What the steps of the wizard share.

use domain::client::CreatedClient;
use domain::problem::Problems;
use domain::refusal::RefusalCode;
use domain::template::{NewClient, Template, TokenExpiration};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::draft::{Draft, expiration_called};
use super::link::Link;
use super::memory;
use super::place::Place;
use crate::api::clients::create_client;
use crate::api::{Dated, Refused};
use crate::console::unload::reload_leads_to;
use crate::console::web_server::WebFields;
use crate::layout::Frame;
use crate::routes::Page;
use crate::ui::FieldProblem;

/// A refused request with what was asked for: its problems stand as long as the same is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turned {
    asked: NewClient,
    refused: Refused,
}

/// The wizard: the fields, where one is, and the one request that makes the client.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    /// Where one is.
    pub(super) place: Memo<Place>,
    /// The name.
    pub(super) name: RwSignal<String>,
    /// The description.
    pub(super) description: RwSignal<String>,
    /// The redirect URLs, one a line.
    pub(super) redirect_urls: RwSignal<String>,
    /// How long the token lasts, by its name on the screen.
    pub(super) expiration: RwSignal<String>,
    /// What only the form of a Web Server Application asks for.
    pub(super) web: WebFields,
    /// Whether the reader may make web server applications.
    pub(super) manager: bool,
    /// Whether the draft of this tab has been looked for.
    pub(super) recalled: RwSignal<bool>,
    /// Whether the details were handed in once: from then on problems are shown while one types.
    pub(super) handed_in: RwSignal<bool>,
    /// The one request. Its answer holds the secret; nothing else does.
    pub(super) create: Action<NewClient, Result<Dated<CreatedClient>, Turned>>,
    /// What a link asked for in vain; `None` when the form was not filled in by a link.
    pub(super) left_out: RwSignal<Option<Vec<String>>>,
    go: Callback<(Place, bool)>,
    owner: StoredValue<String>,
}

impl Wizard {
    /// Starts the wizard at the step that the address names.
    pub(super) fn start() -> Self {
        let user = use_context::<Frame>().and_then(|frame| frame.user);
        let manager = user.as_ref().is_some_and(|user| user.manager);
        let query = use_query_map();
        let place = Memo::new(move |_| {
            query.with(|query| Place::from_query(query.get_str("template"), query.get_str("step"), manager))
        });
        let navigate = use_navigate();
        let go = Callback::new(move |(place, replace): (Place, bool)| {
            let options = leptos_router::NavigateOptions { replace, ..Default::default() };
            navigate(&place.address(), options);
        });
        let owner = user.map(|user| user.email);
        let wizard = Self {
            place,
            name: RwSignal::default(),
            description: RwSignal::default(),
            redirect_urls: RwSignal::default(),
            expiration: RwSignal::new(TokenExpiration::default().label().to_owned()),
            web: WebFields::new(),
            manager,
            recalled: RwSignal::new(false),
            handed_in: RwSignal::new(false),
            create: Action::new(|new: &NewClient| create(new.clone())),
            left_out: RwSignal::new(None),
            go,
            owner: StoredValue::new(owner.unwrap_or_default()),
        };
        let link = query.with_untracked(|query| Link::read(query, manager));
        wizard.remember();
        wizard.start_anew_once_made();
        wizard.fill_in(link);
        wizard
    }

    /// Goes to a step; Back comes back here.
    pub(super) fn go(self, place: Place) {
        self.go.run((place, false));
    }

    /// Goes to a step in the place of this one.
    pub(super) fn go_instead(self, place: Place) {
        self.go.run((place, true));
    }

    /// What has been typed so far.
    pub(super) fn draft(self) -> Draft {
        Draft {
            owner: self.owner.get_value(),
            name: self.name.get(),
            description: self.description.get(),
            redirect_urls: self.redirect_urls.get(),
            expiration: expiration_called(&self.expiration.get()),
            web: self.web.answers(),
        }
    }

    /// What is asked for, with this template.
    pub(super) fn asks_for(self, template: Template) -> NewClient {
        self.draft().asks_for(template)
    }

    /// What is wrong with the fields: found here once they were handed in, or by the server about just these.
    pub(super) fn problems(self, template: Template) -> Vec<FieldProblem> {
        let asked = self.asks_for(template);
        let found = match asked.checked() {
            Err(problems) if self.handed_in.get() => problems,
            _ => self.problems_of_server(&asked),
        };
        found.0.into_iter().map(|problem| FieldProblem::new(problem.field, problem.message)).collect()
    }

    /// Asks for the client, once: a second press while the first is under way does nothing.
    pub(super) fn ask(self, template: Template) {
        if !self.create.pending().get_untracked() {
            self.create.dispatch(untrack(|| self.asks_for(template)));
        }
    }

    /// What was made, while it is shown.
    pub(super) fn created(self) -> Option<CreatedClient> {
        self.create.value().with(|answer| match answer {
            Some(Ok(created)) => Some(created.body.clone()),
            _ => None,
        })
    }

    /// Why the request was refused, where it isn't about single fields.
    pub(super) fn refused(self) -> Option<Refused> {
        self.create.value().with(|answer| match answer {
            Some(Err(turned)) if turned.refused.0.code != RefusalCode::FieldProblems => {
                Some(turned.refused.clone())
            }
            _ => None,
        })
    }

    /// Whether the server found something wrong with single fields.
    pub(super) fn has_problems_of_server(self, template: Template) -> bool {
        !self.problems_of_server(&self.asks_for(template)).is_empty()
    }

    fn problems_of_server(self, asked: &NewClient) -> Problems {
        self.create.value().with(|answer| match answer {
            Some(Err(turned)) if turned.asked == *asked => Problems(turned.refused.0.problems.clone()),
            _ => Problems::default(),
        })
    }

    /// Finds the draft of this tab, and keeps it from then on.
    fn remember(self) {
        Effect::new(move |found: Option<()>| {
            if found.is_none() {
                if let Some(draft) = memory::recall(&self.owner.get_value()) {
                    self.put(draft);
                }
                self.recalled.set(true);
            }
            memory::keep(&self.draft());
        });
    }

    /// Empties the form when the client is made: whoever goes back or forward then would make a second one like it.
    fn start_anew_once_made(self) {
        Effect::new(move || {
            if self.create.value().with(|answer| matches!(answer, Some(Ok(_)))) {
                self.fill(Draft::default());
                self.handed_in.set(false);
                self.left_out.set(None);
            }
        });
    }

    /// Puts what a link asks for into the form, over a draft of before, and takes the link out of the address: whoever
    /// comes back or reloads finds what they have made of it.
    fn fill_in(self, link: Option<Link>) {
        let Some(Link { template, draft, left_out }) = link else { return };
        Effect::new(move || {
            self.fill(draft.clone());
            self.left_out.set(Some(left_out.clone()));
            self.go_instead(template.map_or(Place::Choose(None), Place::Details));
        });
    }

    /// Fills in a draft, whatever has been typed.
    fn fill(self, draft: Draft) {
        self.name.set(draft.name);
        self.description.set(draft.description);
        self.redirect_urls.set(draft.redirect_urls);
        self.expiration.set(draft.expiration.label().to_owned());
        self.web.replace(draft.web);
    }

    /// Fills in a draft. What was typed before the page woke up is newer, and stays.
    fn put(self, draft: Draft) {
        for (field, text) in [
            (self.name, draft.name),
            (self.description, draft.description),
            (self.redirect_urls, draft.redirect_urls),
        ] {
            if field.with_untracked(String::is_empty) {
                field.set(text);
            }
        }
        if expiration_called(&self.expiration.get_untracked()) == TokenExpiration::default() {
            self.expiration.set(draft.expiration.label().to_owned());
        }
        self.web.put(draft.web);
    }
}

async fn create(asked: NewClient) -> Result<Dated<CreatedClient>, Turned> {
    match create_client(asked.clone()).await {
        Ok(created) => {
            // The step that made it is over: who reloads wants to see what was made.
            reload_leads_to(&Page::ApiClient(created.body.client.client_id.to_string()).path());
            Ok(created)
        }
        Err(refused) => Err(Turned { asked, refused }),
    }
}
