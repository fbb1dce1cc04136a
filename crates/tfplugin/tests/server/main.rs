//! The plugin as a process: what a host sees of it, from the handshake to the end.

#![expect(clippy::unwrap_used, reason = "a test ends where its preparations fail")]

mod calls;
mod handshake;
mod life;
mod plugin;
mod tls;
