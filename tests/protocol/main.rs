//! The provider driven through its own service, with Terraform core's rules and a simulated instance as oracles.

mod adopting;
mod applications;
mod connections;
mod data;
mod drifting;
mod ground;
mod importing;
mod life_cycle;
mod profiles;
mod readback;
mod references;
mod refusals;
mod requests;
mod secrets;
mod seen;
mod signing_in;
mod stage;
