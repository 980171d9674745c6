//! Every part of `ui`, by itself.

use app::ui::{
    Badge, BadgeDot, BadgeTone, Button, ButtonKind, ButtonSize, Checkbox, Choice, CodeBlock, Copy,
    ErrorSummary, FieldProblem, FieldSet, Icon, IconName, InputKind, LoadingProblem, Notice, NoticeKind,
    PageHeading, PasswordField, RadioGroup, Select, Skeleton, TextArea, TextAreaKind, TextField, Timestamp,
};
use leptos::prelude::*;

use crate::Sheet;
use crate::console::settings_page;

/// The pages of parts.
pub(crate) fn all() -> Vec<Sheet> {
    vec![
        ("parts-controls.html".into(), settings_page("Controls", controls)),
        ("parts-fields.html".into(), settings_page("Fields", fields)),
        ("parts-words.html".into(), settings_page("Words", words)),
    ]
}

fn controls() -> AnyView {
    let kinds = [
        (ButtonKind::Primary, "Create client"),
        (ButtonKind::Secondary, "Edit"),
        (ButtonKind::Quiet, "Cancel"),
        (ButtonKind::Danger, "Delete client"),
    ];
    let row = |size: ButtonSize, busy: bool, disabled: bool| {
        kinds
            .iter()
            .map(|&(kind, word)| view! { <Button kind size busy disabled>{word}</Button> })
            .collect_view()
    };
    let icons = [
        IconName::Browser,
        IconName::Check,
        IconName::Chevron,
        IconName::Clock,
        IconName::Close,
        IconName::Contrast,
        IconName::Copy,
        IconName::Dots,
        IconName::Globe,
        IconName::Info,
        IconName::Key,
        IconName::Lock,
        IconName::Pencil,
        IconName::Person,
        IconName::Plus,
        IconName::Power,
        IconName::Refresh,
        IconName::Server,
        IconName::Trash,
        IconName::Warning,
    ];
    let icons = icons.map(|name| view! { <Icon name /> }).collect_view();
    view! {
        <PageHeading title="Controls" lead="What is pressed." />
        <div class="stack">
            <div class="row">{row(ButtonSize::Normal, false, false)}</div>
            <div class="row">{row(ButtonSize::Small, false, false)}</div>
            <div class="row">{row(ButtonSize::Normal, true, false)}</div>
            <div class="row">{row(ButtonSize::Normal, false, true)}</div>
            <div class="row">{icons}</div>
        </div>
    }
    .into_any()
}

fn fields() -> AnyView {
    let overlap = vec![
        Choice::new("now", "Stop it now"),
        Choice::new("24h", "24 hours").with_hint("Time to deploy the new one everywhere."),
        Choice::new("7d", "7 days"),
    ];
    let expiry = ["30 days", "90 days", "1 year", "Never"].map(|word| Choice::new(word, word)).to_vec();
    let problem = || Some("Use https. Only localhost may use http.".to_owned());
    view! {
        <PageHeading title="Fields" lead="What is typed and chosen." />
        <div class="form narrow">
            <ErrorSummary problems=vec![FieldProblem::new("uris", "Use https. Only localhost may use http.")] />
            <TextField label="Service name" name="name" value="Data Sync" required=true />
            <TextField label="Email" name="email" kind=InputKind::Email hint="You sign in with it." />
            <TextArea
                label="Redirect URLs"
                name="uris"
                kind=TextAreaKind::Exact
                value="http://app.example.com/callback"
                hint="One per line. https is required, except for localhost."
                error=problem()
            />
            <PasswordField label="Password" name="password" autocomplete="current-password" />
            <Select label="Token expiration" name="expiry" choices=expiry value="90 days" />
            <RadioGroup legend="The old secret keeps working for" name="overlap" choices=overlap value="24h" />
            <FieldSet legend="Allowed scopes" id="scopes" hint="What the app may ask for.">
                <div class="choices">
                    <Checkbox label="ID Token" name="scope" id="scope-openid" checked=true hint="Sign people in." />
                    <Checkbox label="Basic User Information" name="scope" id="scope-profile" />
                    <Checkbox label="Persistent SSO" name="sso" disabled=true />
                </div>
            </FieldSet>
        </div>
    }
    .into_any()
}

fn words() -> AnyView {
    let curl = "curl -H \"Authorization: Bearer exepron_pat_abc123def456:dGVzdHNlY3JldA==\" \\\n  http://localhost:44395/odata/Projects";
    view! {
        <PageHeading title="Words" lead="What is said." />
        <div class="stack narrow">
            <Notice>"Choose an end: a token that never expires works for whoever finds it."</Notice>
            <Notice kind=NoticeKind::Success>"Your profile is saved."</Notice>
            <Notice kind=NoticeKind::Warning title="Store this secret now">
                "It will not be shown again."
            </Notice>
            <Notice kind=NoticeKind::Danger>"You have 10 active clients. Deactivate or delete one first."</Notice>
            <LoadingProblem why="The server did not answer." again=Callback::new(|()| {}) />
            <div class="row">
                <Badge text="Confidential" />
                <Badge text="Active" tone=BadgeTone::Good dot=BadgeDot::Full />
                <Badge text="Inactive" dot=BadgeDot::Hollow />
                <Badge text="Expires in 3 days" tone=BadgeTone::Warn />
                <Badge text="Expired" tone=BadgeTone::Bad />
                <Badge text="New" tone=BadgeTone::Accent />
                <Timestamp at_ms=1_795_332_660_000 now_ms=1_795_343_460_000 />
            </div>
            <Copy id="copy-id" label="Client ID" value="app_0123456789ab" />
            <CodeBlock id="curl" label="curl" code=curl />
            <Skeleton />
        </div>
    }
    .into_any()
}
