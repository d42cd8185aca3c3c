//! The same by forms, without a script: in the account, at a sign-in, at a step-up.

use super::{NUMBER, sent, switched_on, texted};
use crate::harness::{Answer, Browser};

/// The form of a page that has this hidden step, or field.
fn form(page: &Answer, name: &str, value: &str) -> usize {
    let forms = page.forms();
    let found = forms
        .iter()
        .position(|form| form.fields.get(name).is_some_and(|known| known == value));
    found.unwrap_or_else(|| panic!("no form with {name}={value}: {}", page.body))
}

async fn enrolled(browser: &mut Browser<'_>) {
    let world = browser.world;
    browser.sign_in("acme", 1).await;
    let here = world.url("acme", "/account/mfa");
    let page = browser.open(&here).await;
    let asked = browser
        .submit(&page, form(&page, "step", "phone"), &[("phone", "+49 151 123-45678")])
        .await;
    let page = browser.follow(asked).await;
    assert!(page.body.contains(NUMBER), "{}", page.body);
    let code = texted(world, NUMBER);
    let wrong = browser
        .submit(
            &page,
            form(&page, "step", "phone-code"),
            &[("code", super::other(&code))],
        )
        .await;
    assert_eq!(wrong.status, 400);
    let done = browser
        .submit(&wrong, form(&wrong, "step", "phone-code"), &[("code", &code)])
        .await;
    let page = browser.follow(done).await;
    // The codes for the day the phone is lost are shown until they are saved.
    assert!(
        page.body.contains("•••78") && page.body.contains("step\" value=\"saved"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_number_is_added_given_and_removed_by_forms() {
    let world = switched_on().await;
    let mut browser = world.browser();
    enrolled(&mut browser).await;
    let mut another = world.browser();
    let answer = another.sign_in("acme", 1).await;
    let page = another.follow(answer).await;
    assert!(page.body.contains("•••78") && !page.body.contains(NUMBER));
    world.later(31);
    let asked = another.submit(&page, form(&page, "step", "send"), &[]).await;
    assert!(asked.location().contains("sent=1"), "{}", asked.location());
    let page = another.follow(asked).await;
    assert!(page.body.contains("autocomplete=\"one-time-code\""));
    // Asked again at once: the limit is said, and the field stays.
    let again = another.submit(&page, form(&page, "step", "send"), &[]).await;
    assert_eq!((again.status, sent(&world, NUMBER)), (429, 2));
    assert!(again.body.contains("one-time-code"));
    let code = texted(&world, NUMBER);
    let done = another
        .submit(&again, form(&again, "method", "sms"), &[("code", &code)])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    world.later(301);
    let page = another
        .open(&world.url("acme", "/step-up?return_to=/account/mfa"))
        .await;
    let asked = another.submit(&page, 0, &[]).await;
    let page = another.follow(asked).await;
    let code = texted(&world, NUMBER);
    let proven = another.submit(&page, 0, &[("code", &code)]).await;
    let page = another.follow(proven).await;
    let gone = another.submit(&page, form(&page, "step", "phone-remove"), &[]).await;
    assert!(gone.location().ends_with("done=sms-removed"), "{}", gone.body);
    let page = another.follow(gone).await;
    assert!(!page.body.contains("•••78"), "{}", page.body);
    world.is_sound().await;
}

#[tokio::test]
async fn nothing_is_offered_where_it_is_off() {
    let world = crate::harness::World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let page = browser.open(&world.url("acme", "/account/mfa")).await;
    assert!(!page.body.contains("name=\"phone\""));
}
