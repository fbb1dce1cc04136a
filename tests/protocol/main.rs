//! The provider driven through its own service, with Terraform core's rules and a simulated instance as oracles.

mod adopting;
mod drifting;
mod ground;
mod life_cycle;
mod readback;
mod refusals;
mod secrets;
mod seen;
mod signing_in;
mod stage;
