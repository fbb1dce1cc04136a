//! The provider driven through its own service, with Terraform core's rules and a simulated instance as oracles.

mod ground;
mod life_cycle;
mod refusals;
mod seen;
mod signing_in;
mod stage;
