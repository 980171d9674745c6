//! Secrets and tokens: how they are made, shown once, looked at, and taken away; and the password once more.

use domain::client::Client;
use domain::secret_label::{Overlap, called};
use domain::secret_use::{LastUse, Verdict};

use super::client::is_token;

/// What the rows are, for who can't see them together.
pub(crate) const SECRETS: &str = "Secrets";
/// The button and the menu's item that make a new secret in the place of the old.
pub(crate) const REGENERATE: &str = "Regenerate secret";
/// The same for a personal access token, which is what it consists of.
pub(crate) const REGENERATE_TOKEN: &str = "Regenerate token";
/// The button and the menu's item that make one more secret.
pub(crate) const ADD: &str = "Add secret";
/// The button that takes a secret away.
pub(crate) const REMOVE: &str = "Remove";
/// The button that takes a secret away that would end by itself.
pub(crate) const END_NOW: &str = "End now";
/// The way out of every question.
pub(crate) const CANCEL: &str = "Cancel";

/// The question when somebody goes back before a new secret is stored.
pub(crate) const UNSTORED_TITLE: &str = "Close this without storing it?";
/// What that means.
pub(crate) const UNSTORED_TEXT: &str = "It is shown only this once. Without it you have to make a new one.";
/// The way back to the secret.
pub(crate) const KEEP_OPEN: &str = "Keep it open";
/// The way on without it.
pub(crate) const LEAVE_UNSTORED: &str = "Close without storing";

/// A secret without a name.
pub(crate) const NO_LABEL: &str = "No label";
/// A secret that was never used.
pub(crate) const NEVER_USED: &str = "Never used";
/// A secret that gives way to another one.
pub(crate) const ENDING: &str = "Ending";
/// A secret that works no more.
pub(crate) const EXPIRED: &str = "Expired";

/// The names of the columns; cards say them beside what they hold.
pub(crate) mod column {
    /// Which secret.
    pub(crate) const SECRET: &str = "Secret";
    /// When it was made.
    pub(crate) const CREATED: &str = "Created";
    /// When it ends.
    pub(crate) const EXPIRES: &str = "Expires";
    /// When, from where and by what it was used.
    pub(crate) const LAST_USED: &str = "Last used";
    /// Whether it can go.
    pub(crate) const VERDICT: &str = "Last 24 hours";
    /// What can be done to it.
    pub(crate) const ACTIONS: &str = "Actions";
}

/// How often a secret was used lately, or whether it can go.
pub(crate) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::InUse(recent) => recent.to_string(),
        Verdict::OnlyOne => "The only one that works".to_owned(),
        Verdict::NotUsedYet => "Not used yet".to_owned(),
        Verdict::Safe => "Safe to remove".to_owned(),
    }
}

/// From where a secret was last used.
pub(crate) fn from_where(last: &LastUse) -> String {
    last.address.as_ref().map(|address| format!("from {address}")).unwrap_or_default()
}

/// The last use of a client, beside the choice of an overlap.
pub(crate) fn last_used(ago: &str) -> String {
    format!("It was last used {ago}.")
}

/// The last use of a secret: when, from where and by what.
pub(crate) fn last_use(ago: &str, last: &LastUse) -> String {
    let place = Some(from_where(last)).filter(|place| !place.is_empty()).map(|place| format!(" {place}"));
    let agent = last.agent.as_ref().map(|agent| format!(" by {agent}"));
    format!("Last used {ago}{}{}", place.unwrap_or_default(), agent.unwrap_or_default())
}

/// How many of the secrets work.
pub(crate) fn of_limit(live: usize, limit: u32) -> String {
    format!("{live} of {limit} secrets work.")
}

/// What helps when there may be no further one.
pub(crate) const FULL: &str = "These are as many as a client may have. Remove one that is safe to remove, or regenerate and let the \
     old ones end now.";

/// The question before a new secret takes the place of the old.
pub(crate) fn regenerate_title(client: &Client) -> String {
    let what = if is_token(client) { "token" } else { "secret" };
    format!("Regenerate the {what} of {}?", client.client_name)
}

/// What regenerating does.
pub(crate) fn regenerate_lead(client: &Client) -> &'static str {
    if is_token(client) {
        "You get a new token, which works at once and is shown to you once. Choose how long the old one keeps working, \
         so that nothing stops before you have replaced it."
    } else {
        "You get a new secret, which works at once and is shown to you once. Choose how long the old ones keep working, \
         so that nothing stops before every server has the new one."
    }
}

/// Above the choice of an overlap.
pub(crate) fn overlap_legend(client: &Client) -> &'static str {
    if is_token(client) {
        "How long the old token keeps working"
    } else {
        "How long the old secret keeps working"
    }
}

/// An overlap: its word in the form, its name, and when it is right.
pub(crate) const OVERLAPS: [(Overlap, &str, &str, &str); 5] = [
    (
        Overlap::Now,
        "now",
        "Now",
        "It stops this moment, and so does every token that was got with it; people who signed in have to sign in again. \
         Right when it has leaked.",
    ),
    (Overlap::Hour, "1h", "1 hour", "Enough when you replace it yourself, in one or two places."),
    (Overlap::Day, "24h", "24 hours", "Enough for most: deploy the new one today, and look here tomorrow."),
    (Overlap::Week, "7d", "7 days", "For servers that are updated by others, or once a week."),
    (
        Overlap::UntilRemoved,
        "until_removed",
        "Until removed",
        "Both work until you remove the old one. This page tells you when it is no longer used.",
    ),
];

/// The question before one more secret is made.
pub(crate) fn add_title(client: &Client) -> String {
    format!("Add a secret to {}", client.client_name)
}

/// What adding does.
pub(crate) const ADD_LEAD: &str = "The secrets you have keep working. Deploy the new one, wait until this page says that the old one is no longer used, then remove the old one.";
/// The field for a name.
pub(crate) const LABEL: &str = "Label";
/// Under it.
pub(crate) const LABEL_HINT: &str =
    "Where it is deployed, for example. Up to 200 characters; you may leave it empty.";
/// The field for an end.
pub(crate) const EXPIRATION: &str = "Expiration date";
/// Under it.
pub(crate) const EXPIRATION_HINT: &str =
    "It works to the end of this day (UTC). Leave it empty for a secret without an end.";

/// The question before a secret goes.
pub(crate) fn remove_title(name: &str, ends_anyway: bool) -> String {
    if ends_anyway { format!("End {name} now?") } else { format!("Remove {name}?") }
}

/// What removing does.
pub(crate) const REMOVE_LEAD: &str = "It stops working at once and can't be brought back.";
/// Why that matters.
pub(crate) const STILL_IN_USE: &str = "This secret is in use";
/// What to do instead.
pub(crate) const STOPS: &str =
    "Whatever still uses it will be refused. Give it another secret first if you can.";
/// After a press, when it turned out that a secret was used since its evidence was shown.
pub(crate) const USED_MEANWHILE: &str = "It was used after this page was loaded, so nothing was removed. Look at its uses above, and press again if it should go all the same.";
/// Nothing speaks against it.
pub(crate) const NOT_IN_USE: &str = "It was not used in the last 24 hours, so it is safe to remove.";
/// The same of one that was never used.
pub(crate) const NEVER_IN_USE: &str = "It was never used, so it is safe to remove.";
/// It is new.
pub(crate) const NOT_IN_USE_YET: &str =
    "It is less than a day old and was not used yet. Keep it if you still want to deploy it.";
/// What speaks against it, used or not.
pub(crate) const ONLY_ONE: &str = "This is the only secret that works";
/// Why that matters, and what to do instead.
pub(crate) const ONLY_ONE_TEXT: &str = "Without it the client gets no tokens. Add another one first, or deactivate the client if nobody needs it.";

/// How people call a secret: by its label, or by its last characters.
pub(crate) fn name(description: &str, hint: &str) -> String {
    called(description, hint)
}

/// A secret as it may be seen again.
pub(crate) fn masked(hint: &str) -> String {
    called("", hint)
}

/// After a secret was taken away.
pub(crate) fn removed(name: &str) -> String {
    format!("{name} is removed.")
}

/// The dialog that shows a credential once.
pub(crate) fn reveal_title(client: &Client) -> &'static str {
    if is_token(client) { "Store this token now" } else { "Store this secret now" }
}

/// What it says first.
pub(crate) const SHOWN_ONCE: &str = "It is shown this once and can't be shown again. Put it where your secrets are kept: a password \
     manager, or the secret store of what your program runs on.";
/// The name of a token.
pub(crate) const TOKEN: &str = "Personal access token";
/// The button for a file of environment variables.
pub(crate) const DOWNLOAD_ENV: &str = "Download .env";
/// The button for a file of JSON.
pub(crate) const DOWNLOAD_JSON: &str = "Download JSON";
/// Where a browser lets nothing be stored.
pub(crate) const NOT_DOWNLOADED: &str = "The download is blocked here. Copy it instead.";
/// Above the examples.
pub(crate) const READY_TO_PASTE: &str = "Ready to paste";
/// The tick before `Done`.
pub(crate) const STORED: &str = "I have stored it";
/// To whoever wants to close it before.
pub(crate) const STORE_FIRST: &str =
    "This stays open until you say that you have stored it: tick “I have stored it”, then press “Done”.";
/// The end of it.
pub(crate) const DONE: &str = "Done";

/// The question for the password.
pub(crate) const CONFIRM: &str = "Confirm it's you";
/// Why it is asked.
pub(crate) fn confirm_lead(email: &str) -> String {
    format!(
        "You signed in as {email} more than 10 minutes ago. This changes who can use your account, so type your password \
         once more; what you began goes on by itself."
    )
}
/// The field of it.
pub(crate) const PASSWORD: &str = "Password";
/// The button of it.
pub(crate) const CONFIRM_BUTTON: &str = "Confirm";

#[cfg(test)]
mod tests {
    use domain::secret_use::RecentUses;

    use super::*;
    use crate::console::sample;

    #[test]
    fn every_overlap_has_the_word_that_the_server_reads() {
        for (overlap, word, _, _) in OVERLAPS {
            assert_eq!(serde_json::from_value::<Overlap>(word.into()).unwrap(), overlap);
        }
        assert_eq!(OVERLAPS.iter().filter(|(overlap, ..)| *overlap == Overlap::default()).count(), 1);
    }

    #[test]
    fn the_verdict_says_that_a_secret_can_go_or_why_not() {
        let used = Verdict::InUse(RecentUses { uses: 3, addresses: 2 });
        assert_eq!(verdict(used), "3 uses from 2 addresses in the last 24 hours");
        assert_eq!(verdict(Verdict::Safe), "Safe to remove");
        for kept in [Verdict::OnlyOne, Verdict::NotUsedYet] {
            assert!(!verdict(kept).contains("remove"), "{kept:?}");
        }
    }

    #[test]
    fn a_secret_is_called_by_its_label_or_by_its_end() {
        assert_eq!((name("blue", "JldA"), name("", "JldA")), ("blue".into(), "•••• JldA".into()));
        assert_eq!(reveal_title(&sample::service()), "Store this secret now");
    }
}
