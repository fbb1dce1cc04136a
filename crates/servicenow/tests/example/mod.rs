// What the examples in the documentation run in: a simulated instance and a client of it.

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn simulated(example: impl AsyncFnOnce(servicenow::Client) -> Outcome) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let instance = simulator::Simulator::builder().start().await?;
        let url = servicenow::InstanceUrl::parse(instance.url())?;
        let credentials = servicenow::Credentials::Basic {
            username: "admin".into(),
            password: "admin".into(),
        };
        example(servicenow::Client::new(url, credentials, servicenow::Options::default())?).await
    })
}
