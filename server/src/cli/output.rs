//! Writing to the two streams, also when the reader has gone.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use crate::error::StartError;

/// The exit code of a command line that can't be understood.
const USAGE: u8 = 2;

/// Writes an answer. A reader that has seen enough, such as `head`, is no failure.
pub(super) fn print(text: &str) -> Result<(), StartError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(StartError::System { doing: "cannot write the answer", error })
        }
        _ => Ok(()),
    }
}

/// Says in one line why the command failed.
pub(super) fn failure(error: &StartError) -> ExitCode {
    // Nothing is left to do when even this can't be written.
    let _ = writeln!(std::io::stderr(), "latchkey: {error}");
    ExitCode::FAILURE
}

/// Says what the command line should have been, or what was asked of it (`--help`, `--version`).
pub(super) fn usage(answer: &clap::Error) -> ExitCode {
    let _ = answer.print();
    if answer.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}
