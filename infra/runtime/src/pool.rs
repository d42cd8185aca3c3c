//! The instances of one function: started when needed, one event each at a time, the warmest first.

use crate::instance::{Death, Instance, InvokeError, Spec};
use futures_util::future::join_all;
use hyper::body::Bytes;
use local::aws::capacity::Capacity;
use std::{
    collections::BTreeSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::sync::Semaphore;

/// One function.
pub struct Pool {
    spec: Spec,
    places: Semaphore,
    /// The idle ones, warmest last, with the generation they were started in.
    idle: Mutex<Vec<(u64, Instance)>>,
    started: AtomicU64,
    generation: AtomicU64,
    used: Mutex<BTreeSet<String>>,
}

impl Pool {
    /// A function without instances.
    pub fn new(spec: Spec) -> Self {
        Self {
            places: Semaphore::new(spec.concurrency.max(1)),
            spec,
            idle: Mutex::default(),
            started: AtomicU64::new(0),
            generation: AtomicU64::new(0),
            used: Mutex::default(),
        }
    }

    /// Handles one event on the warmest idle instance, or on a new one. The calls it makes are counted with the request of this task.
    pub async fn invoke(
        &self,
        event: Bytes,
        headers: Vec<(&'static str, String)>,
        capacity: Option<&Capacity>,
    ) -> Result<Bytes, InvokeError> {
        // Never closed.
        let _place = self.places.acquire().await.ok();
        let generation = self.generation.load(Ordering::SeqCst);
        let idle = held(&self.idle).pop();
        let (born, mut instance) = match idle {
            Some(found) => found,
            None => (generation, self.start().await?),
        };
        held(&self.used).insert(instance.key.clone());
        let loan = capacity.and_then(|capacity| capacity.lend(&instance.key));
        let outcome = instance.invoke(event, &self.spec, headers).await;
        drop(loan);
        if outcome.as_ref().err().is_none_or(InvokeError::spares_the_instance) {
            if born == self.generation.load(Ordering::SeqCst) {
                held(&self.idle).push((born, instance));
            } else {
                instance.end().await;
            }
        }
        outcome
    }

    async fn start(&self) -> Result<Instance, Death> {
        let number = self.started.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        Instance::start(&self.spec, number).await
    }

    /// Starts instances until `count` are idle, as provisioned concurrency does.
    pub async fn warm(&self, count: usize) -> Result<(), Death> {
        let generation = self.generation.load(Ordering::SeqCst);
        while held(&self.idle).len() < count {
            let instance = self.start().await?;
            held(&self.idle).push((generation, instance));
        }
        Ok(())
    }

    /// Ends every instance, an idle one now and a busy one after its event: what they remember is gone.
    pub async fn retire(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        let idle = std::mem::take(&mut *held(&self.idle));
        join_all(idle.into_iter().map(|(_, instance)| instance.end())).await;
    }

    /// The same, but for the one that is warmest: whoever wrote last knows what it wrote.
    pub async fn retire_but_warmest(&self) {
        let generation = self.generation.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let mut old = std::mem::take(&mut *held(&self.idle));
        let warmest = old.pop();
        held(&self.idle).extend(warmest.map(|(_, instance)| (generation, instance)));
        join_all(old.into_iter().map(|(_, instance)| instance.end())).await;
    }

    /// How many processes were started so far.
    pub fn started(&self) -> u64 {
        self.started.load(Ordering::SeqCst)
    }

    /// The instances that handled an event since this was last asked.
    pub fn take_used(&self) -> BTreeSet<String> {
        std::mem::take(&mut held(&self.used))
    }

    /// What it is.
    pub const fn spec(&self) -> &Spec {
        &self.spec
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
