//! The client against the simulated instance.
