//! What only shows after many tries: runs killed at any moment, and a thousand records made in
//! trouble. Few tries by default, so that the tests stay alive; `cargo xtask test soak` asks for many.

mod kills;
mod mixture;

use std::env;

/// How much of something to do: what the soak asks for, or little.
fn amount(variable: &str, otherwise: usize) -> usize {
    env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}
