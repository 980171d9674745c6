//! Dialogs. They are printed closed; a script opens them.

use app::ui::{
    Button, ButtonKind, Checkbox, Copy, Dialog, DialogActions, DialogBody, Notice, NoticeKind, PageHeading,
    TextField,
};
use leptos::prelude::*;

/// A form, a confirmation and a reveal.
pub(super) fn all() -> AnyView {
    let closed = || RwSignal::new(false);
    view! {
        <PageHeading title="Dialogs" lead="They are opened by a script, so a picture of them needs one, too." />
        <Dialog id="edit" title="Edit Data Sync Service" open=closed()>
            <form class="dialog__form">
                <DialogBody>
                    <TextField label="Service name" name="name" value="Data Sync Service" />
                    <TextField label="Description" name="description" hint="What is it for? You will thank yourself in a year." />
                </DialogBody>
                <DialogActions>
                    <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                    <Button kind=ButtonKind::Primary>"Save Changes"</Button>
                </DialogActions>
            </form>
        </Dialog>
        <Dialog id="delete" title="Delete Data Sync Service?" open=closed()>
            <form class="dialog__form">
                <DialogBody>
                    <p>"Everything that signs in with it stops working at once. It was last used 3 hours ago."</p>
                    <TextField label="Type the client's name to confirm" name="confirm" hint="Data Sync Service" />
                </DialogBody>
                <DialogActions>
                    <Button kind=ButtonKind::Quiet>"Cancel"</Button>
                    <Button kind=ButtonKind::Danger disabled=true>"Delete client"</Button>
                </DialogActions>
            </form>
        </Dialog>
        <Dialog id="reveal" title="Store this secret now" open=closed() locked=true>
            <DialogBody>
                <Notice kind=NoticeKind::Warning>"It is shown only now. Whoever has it can sign in as this client."</Notice>
                <Copy id="reveal-id" label="Client ID" value="service_81d2e0b45a6f" />
                <Copy id="reveal-secret" label="Client secret" value="dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0dGU2MQ==" />
                <Checkbox label="I have stored it" name="stored" />
            </DialogBody>
            <DialogActions>
                <Button kind=ButtonKind::Primary disabled=true>"Done"</Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}
