//! What the instance does by itself, a little later than the request that caused it.

use crate::{
    api,
    instance::Instance,
    refusal::Refusal,
    rules::{inherited_roles, registries},
    scans,
    schedule::Job,
    seeds::packages,
    test_suites, update_sets,
    world::{Caller, Work},
};

/// Does what has become due since the last request.
pub(crate) fn catch_up(instance: &Instance) -> Result<(), Refusal> {
    let world = &instance.world;
    let due = world.schedule.take_due(world.clock.now());
    due.iter().try_for_each(|job| world.work(&Caller::system(), |work| run(work, job)))
}

fn run(work: &Work<'_>, job: &Job) -> Result<(), Refusal> {
    match job {
        Job::DefaultProfile { registry } => registries::make_default_profile(work, registry),
        Job::InstallApplication { scope, version } => packages::install(work, scope, version),
        Job::UninstallApplication { scope } => packages::uninstall(work, scope),
        Job::InheritRoles { user } => inherited_roles::settle(work, user),
        Job::ActivatePlugin { id } => api::make_active(work, id),
        Job::RetrieveUpdateSet { set, id, preview } => {
            update_sets::retrieve(work, set, id, *preview)
        }
        Job::PreviewUpdateSet { id } => update_sets::preview(work, id),
        Job::CommitUpdateSet { id } => update_sets::commit(work, id),
        Job::BackOutUpdateSet { set } => update_sets::back_out(work, set),
        Job::RunTestSuite { suite, result } => test_suites::run(work, suite, result),
        Job::Scan { scan, progress } => scans::run(work, scan, progress),
        Job::ReleaseLock { id } => api::release_lock(work, id),
    }
}
