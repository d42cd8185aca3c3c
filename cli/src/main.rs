//! The command `aero2`.

fn main() -> std::process::ExitCode {
    cli::main()
}
