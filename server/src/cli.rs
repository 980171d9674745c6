//! What can be typed after `latchkey`.
//!
//! Answers go to standard output, everything else to standard error. A command that fails ends with 1 and one line that
//! says what to do; a command line that can't be understood ends with 2.

mod config;
mod healthcheck;
mod keys;
mod logging;
mod options;
mod output;
mod serve;
mod setup;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::error::StartError;

/// The command line of `latchkey`.
#[derive(Debug, Parser)]
#[command(name = "latchkey", version = crate::http::version::LINE, about, long_about = None, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server: console, sign-in, protocol endpoints, and the REST API.
    Serve(serve::Serve),
    /// Print a new one-time link that makes the first administrator.
    Setup(setup::Setup),
    /// Look at the configuration.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Look at the signing keys, and change them.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Ask the running server whether it is ready: exit code 0 or 1.
    Healthcheck(healthcheck::Healthcheck),
}

/// Runs the command that these arguments say.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(answer) => return output::usage(&answer),
    };
    match cli.command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::failure(&error),
    }
}

impl Command {
    fn run(self) -> Result<(), StartError> {
        match self {
            Self::Serve(command) => command.run(),
            Self::Setup(command) => command.run(),
            Self::Config(command) => command.run(),
            Self::Keys(command) => command.run(),
            Self::Healthcheck(command) => command.run(),
        }
    }
}

/// Runs one task to its end on a runtime of its own.
fn block_on<T>(task: impl Future<Output = Result<T, StartError>>) -> Result<T, StartError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(StartError::while_doing("cannot start the runtime"))?.block_on(task)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_cannot_be_understood_is_told_from_what_was_asked_for() {
        let code = |line: &str| {
            let outcome = Cli::try_parse_from(line.split(' '));
            outcome.map_or_else(|answer| answer.exit_code(), |_| 0)
        };
        assert_eq!(code("latchkey serve --demo --listen 127.0.0.1:0"), 0);
        assert_eq!(code("latchkey --version"), 0);
        assert_eq!(code("latchkey help serve"), 0);
        assert_eq!(code("latchkey serv"), 2);
        assert_eq!(code("latchkey serve --port 1"), 2);
        assert_eq!(code("latchkey"), 2);
    }
}
