//! How much memory this process holds.

use std::fs;

/// The resident memory, in KiB (proc_pid_status(5), `VmRSS`); `None` where the system doesn't tell.
pub(crate) fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
