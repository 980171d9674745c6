//! One secret among those of its client.

use chrono::{DateTime, Utc};
use domain::client::Client;
use domain::secret_use::{KnownSecret, LastUse, Phase, Verdict};
use leptos::prelude::*;

use super::super::facts::{Ends, ExactMoment, Moment};
use super::acts::SecretActs;
use super::countdown::Countdown;
use crate::console::awake::asleep;
use crate::ui::{Badge, BadgeTone, Button, ButtonSize, Cell, CellKind, Column, Row};
use crate::words::secrets::{self as words, column};

/// The columns of the secrets.
pub(super) const COLUMNS: [Column; 6] = [
    Column::Named(column::SECRET),
    Column::Named(column::CREATED),
    Column::Named(column::EXPIRES),
    Column::Named(column::LAST_USED),
    Column::Named(column::VERDICT),
    Column::Spoken(column::ACTIONS),
];

/// One secret. It is known by its label and its last characters: nothing here could show more.
#[component]
pub(super) fn SecretRow(
    /// The client.
    client: Client,
    /// The secret.
    known: KnownSecret,
    /// Now.
    now: DateTime<Utc>,
    /// The acts of the page; absent where nothing can be done any more.
    acts: Option<SecretActs>,
) -> impl IntoView {
    let KnownSecret { secret, evidence, .. } = known.clone();
    let (phase, verdict, last) = (known.phase(now), known.verdict(&client, now), evidence.last_use);
    let label = Some(secret.description).filter(|text| !text.is_empty());
    view! {
        <Row>
            <Cell label=column::SECRET kind=CellKind::Name>
                <div class="name">
                    <span class="mono">{words::masked(&secret.hint)}</span>
                    <span class="soft small">{label.unwrap_or_else(|| words::NO_LABEL.to_owned())}</span>
                    <PhaseBadge phase />
                </div>
            </Cell>
            <Cell label=column::CREATED kind=CellKind::Short>
                <Moment at=secret.created_at now />
            </Cell>
            <Cell label=column::EXPIRES kind=CellKind::Short>
                <End at=secret.expiration phase now />
            </Cell>
            <Cell label=column::LAST_USED>
                <LastSeen last now />
            </Cell>
            <Cell label=column::VERDICT>
                {said(verdict)}
            </Cell>
            <Cell label=column::ACTIONS kind=CellKind::Actions>
                {acts.map(|acts| view! { <TakeAway client known phase acts /> })}
            </Cell>
        </Row>
    }
    .into_any()
}

#[component]
fn PhaseBadge(phase: Phase) -> impl IntoView {
    match phase {
        Phase::Live => ().into_any(),
        Phase::Retiring => view! { <Badge tone=BadgeTone::Warn text=words::ENDING /> }.into_any(),
        Phase::Over => view! { <Badge tone=BadgeTone::Bad text=words::EXPIRED /> }.into_any(),
    }
}

/// When it ends; counted down where that was not its owner's choice of a day.
#[component]
fn End(at: Option<DateTime<Utc>>, phase: Phase, now: DateTime<Utc>) -> impl IntoView {
    match (at, phase) {
        (Some(at), Phase::Retiring) => {
            let (at_ms, now_ms) = (at.timestamp_millis(), now.timestamp_millis());
            view! { <span class="warn"><Countdown at_ms now_ms /></span> }.into_any()
        }
        (at, _) => view! { <Ends at now /> }.into_any(),
    }
}

#[component]
fn LastSeen(last: Option<LastUse>, now: DateTime<Utc>) -> impl IntoView {
    let Some(last) = last else {
        return view! { <span class="faint">{words::NEVER_USED}</span> }.into_any();
    };
    let (place, whole) = (words::from_where(&last), last.agent.clone());
    view! {
        <div class="seen">
            <span>
                <ExactMoment at=last.at now />
            </span>
            <span>{place}</span>
            <span class="soft small seen__agent" title=whole>
                {last.agent}
            </span>
        </div>
    }
    .into_any()
}

/// Colour and word say the same.
fn said(verdict: Verdict) -> impl IntoView {
    let class = if verdict == Verdict::Safe { "verdict-use verdict-use--safe" } else { "verdict-use" };
    view! { <span class=class>{words::verdict(verdict)}</span> }
}

#[component]
fn TakeAway(client: Client, known: KnownSecret, phase: Phase, acts: SecretActs) -> impl IntoView {
    let words = if phase == Phase::Retiring { words::END_NOW } else { words::REMOVE };
    let name = words::name(&known.secret.description, &known.secret.hint);
    view! {
        <Button
            size=ButtonSize::Small
            disabled=asleep()
            attr:aria-label=format!("{words}: {name}")
            on:click=move |_| acts.ask_to_remove(client.clone(), known.clone())
        >
            {words}
        </Button>
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use domain::client::ClientSecret;
    use domain::secret_use::{Evidence, RecentUses};

    use super::*;
    use crate::console::arrival::Opener;
    use crate::console::sample;
    use crate::ui::typed::printed;

    fn row(known: KnownSecret) -> String {
        row_of(sample::service(), known)
    }

    fn row_of(client: Client, known: KnownSecret) -> String {
        printed(|| {
            let acts = Some(SecretActs::new(Callback::new(|_| {}), Opener::new()));
            view! { <SecretRow client known now=sample::now() acts /> }.into_any()
        })
    }

    // Shows R079.
    #[test]
    fn a_secret_tells_when_from_where_and_by_what_it_was_used() {
        let last = LastUse {
            at: sample::now() - Duration::minutes(3),
            address: Some("203.0.113.7".into()),
            agent: Some("<script>curl".into()),
        };
        let evidence = Evidence { last_use: Some(last), recent: RecentUses { uses: 3, addresses: 2 } };
        let html = row(KnownSecret { evidence, ..sample::known_secret() });
        for part in [
            "3 minutes ago",
            ">22 Nov 2026, 07:57 UTC<",
            "from 203.0.113.7",
            "3 uses from 2 addresses in the last 24 hours",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(html.contains("&lt;script&gt;curl") && !html.contains("<script>"), "{html}");
    }

    #[test]
    fn what_nobody_uses_is_safe_to_remove_unless_it_is_new_or_the_only_one() {
        let alone = row(sample::known_secret());
        assert!(alone.contains("Never used") && alone.contains("The only one that works"), "{alone}");
        assert!(alone.contains(r#"aria-label="Remove: •••• JldA""#), "{alone}");

        let (mut client, mut known) = (sample::service(), sample::known_secret());
        client.client_secrets.push(ClientSecret { id: 2, ..known.secret.clone() });
        let fresh = row_of(client.clone(), known.clone());
        assert!(fresh.contains("Not used yet") && !fresh.contains("Safe to remove"), "{fresh}");
        known.secret.created_at = sample::now() - Duration::days(1);
        let rested = row_of(client, known);
        assert!(rested.contains("Safe to remove") && rested.contains("verdict-use--safe"), "{rested}");
    }

    #[test]
    fn a_secret_that_gives_way_counts_down_and_can_be_ended() {
        let mut known = sample::known_secret();
        known.secret.expiration = Some(sample::now() + Duration::hours(23));
        assert!(row(known.clone()).contains(">Remove<"), "an end that was chosen is no countdown");
        known.superseded_at = Some(sample::now());
        let html = row(known.clone());
        assert!(
            html.contains("in 23 hours") && html.contains(">End now<") && html.contains("Ending"),
            "{html}"
        );
        known.secret.expiration = Some(sample::now());
        assert!(row(known).contains("Expired"));
    }
}
