//! Several instances of one function on one store. In this process they are requests at once; in front of the binaries, processes that share nothing.

use crate::harness::{Flow, World, tokens};

#[tokio::test]
async fn cg_02_of_redemptions_on_several_instances_exactly_one_succeeds() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    for _ in 0..3 {
        let code = flow.code().await;
        world.warm("token", 5).await;
        let answers = tokio::join!(
            flow.redeem(&code),
            flow.redeem(&code),
            flow.redeem(&code),
            flow.redeem(&code),
            flow.redeem(&code)
        );
        let answers = [answers.0, answers.1, answers.2, answers.3, answers.4];
        let good = answers.iter().filter(|answer| answer.status == 200).count();
        let refused = answers
            .iter()
            .filter(|answer| answer.status == 400 && answer.error() == "invalid_grant")
            .count();
        assert_eq!((good, refused), (1, 4));
        assert!(world.instances_used("token").is_none_or(|used| used == 5));
    }
}

#[tokio::test]
async fn rt_02_refreshes_on_several_instances_give_one_family_and_one_successor() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    world.warm("token", 4).await;
    let refresh = || flow.refresh(&found.refresh_token);
    let (a, b, c, d) = tokio::join!(refresh(), refresh(), refresh(), refresh());
    assert!(world.instances_used("token").is_none_or(|used| used == 4));
    let successors: Vec<_> = [a, b, c, d].iter().map(|answer| tokens(answer).refresh_token).collect();
    assert!(
        successors.iter().all(|token| *token == successors[0]),
        "all get the same successor"
    );
    assert_eq!(flow.refresh(&successors[0]).await.status, 200);
}
