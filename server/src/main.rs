//! The binary `latchkey`: from arguments to a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main(std::env::args_os())
}
