//! One simulated instance of a test's own, and workspaces that are signed in to it.

use xtask::export::Export;
use xtask::failure::Failure;
use xtask::instance::Instance;
use xtask::simulator::SimulatorProcess;
use xtask::workspace::Workspace;

use super::initialised;
use super::provider;
use super::setup::Setup;

/// The application that the Camunda Spoke's examples install, and that stays when they are destroyed.
const INSTALLED_BY_EXAMPLES: &str = "x_camun_camunda";

/// An instance for one test.
#[derive(Debug)]
pub(crate) struct Stage {
    setup: Setup,
    simulator: SimulatorProcess,
    /// The instance as its administrator sees it.
    pub(crate) instance: Instance,
}

impl Stage {
    /// A fresh instance of a customer's kind, under `setup`.
    pub(crate) fn open(setup: &Setup) -> Result<Self, Failure> {
        Self::with_options(setup, &["--seed", "customer"])
    }

    /// A fresh instance, started with `options` and the setup's profile of unknowns.
    pub(crate) fn with_options(setup: &Setup, options: &[&str]) -> Result<Self, Failure> {
        let options = [options, &["--unknowns", setup.unknowns.name()]].concat();
        let simulator = SimulatorProcess::start(&provider::simulator(), &options)?;
        let instance = simulator.admin()?;
        Ok(Self { setup: setup.clone(), simulator, instance })
    }

    /// An empty workspace, signed in as the administrator.
    pub(crate) fn workspace(&self) -> Result<Workspace, Failure> {
        let mut workspace = Workspace::new(&self.setup.terraform, provider::mirror())?;
        workspace.sign_in(self.simulator.url(), "admin", "admin");
        Ok(workspace)
    }

    /// A workspace with `configuration` in `main.tf` below the usual head, initialised.
    pub(crate) fn workspace_with(&self, configuration: &str) -> Result<Workspace, Failure> {
        let workspace = self.workspace()?;
        workspace.write("main.tf", configuration)?;
        workspace.write("terraform.tf", &initialised::head())?;
        initialised::initialise(&workspace, &self.setup.terraform)?;
        Ok(workspace)
    }

    /// Fails with every difference unless the instance is as it was at `before`, apart from an
    /// application that was installed and plugins that were activated.
    pub(crate) fn is_as_before(&self, before: &Export) -> Result<(), Failure> {
        let after = self.instance.export()?.without_application(INSTALLED_BY_EXAMPLES);
        let before = before.clone().without_application(INSTALLED_BY_EXAMPLES);
        let mut differences = before.differences(&after);
        differences.retain(|difference| !is_an_activated_plugin(difference));
        if differences.is_empty() {
            return Ok(());
        }
        Err(Failure::new("the instance is not as it was").because(differences.join("\n")))
    }

    /// The address of the instance.
    pub(crate) fn url(&self) -> &str {
        self.simulator.url()
    }
}

/// A plugin, once active, cannot be switched off: destroying leaves it so on purpose.
fn is_an_activated_plugin(difference: &str) -> bool {
    difference.starts_with("~ v_plugin/")
        && difference.ends_with("active was \"inactive\", is \"active\"")
}
