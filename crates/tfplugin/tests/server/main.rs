//! The plugin as a process: what a host sees of it, from the handshake to the end.

mod calls;
mod handshake;
mod life;
mod plugin;
mod tls;
