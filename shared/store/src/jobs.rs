//! Jobs: what can be looked at, and beside it, as long as it goes on, what working on it takes. The latter is what a schedule finds.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, string},
    keys,
    page::{Cursor, Page},
    schema,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, JobId, Timestamp,
    job::{Job, JobWork},
};

impl Entity for Job {
    const TYPE: &'static str = "job";

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Entity for JobWork {
    const TYPE: &'static str = "job_work";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Store {
    fn job_write(app: &ApplicationId, change: &Change<Job>) -> Result<Write, StoreError> {
        let job = &change.state;
        let draft = Draft::new(&keys::job(app, &job.id), Some(app), job)?.events(&change.events)?;
        let draft = draft.listed(keys::index::jobs(app), job.id);
        Ok(draft.when(Condition::before(job.version)).into())
    }

    /// Makes a job with its work. `Conflict`: it was made already.
    pub async fn create_job(&self, app: &ApplicationId, job: &Change<Job>, work: &JobWork) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::job_work(app, &work.job_id), Some(app), work)?;
        let draft = draft.listed(keys::index::DUE_JOBS, work.job_id);
        let writes = vec![Self::job_write(app, job)?, draft.when(Condition::absent()).into()];
        self.table.transact(writes).await
    }

    /// Saves how far a job is. `Conflict`: somebody else works on it, or it was stopped.
    pub async fn save_job(&self, app: &ApplicationId, job: &Job) -> Result<(), StoreError> {
        match Self::job_write(app, &Change::silent(job.clone()))? {
            Write::Put(put) => self.table.put(put).await?.or_conflict().map(|_| ()),
            write @ Write::Delete { .. } => self.table.transact(vec![write]).await,
        }
    }

    /// Ends a job, and what working on it took goes. `Conflict`: it was changed meanwhile.
    pub async fn end_job(&self, app: &ApplicationId, job: &Change<Job>) -> Result<(), StoreError> {
        let gone = Write::Delete {
            key: keys::job_work(app, &job.state.id).attributes(),
            condition: Condition::free_or_of(app),
        };
        self.table.transact(vec![Self::job_write(app, job)?, gone]).await
    }

    /// A job. Strongly consistent.
    pub async fn job(&self, app: &ApplicationId, id: &JobId, now: Timestamp) -> Result<Option<Job>, StoreError> {
        let found = self.table.get(keys::job(app, id).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// A job with what working on it takes, in one call. Strongly consistent.
    pub async fn job_and_work(
        &self,
        app: &ApplicationId,
        id: &JobId,
        now: Timestamp,
    ) -> Result<Option<(Job, JobWork)>, StoreError> {
        let (job, work) = (keys::job(app, id), keys::job_work(app, id));
        let wanted = vec![job.attributes(), work.attributes()];
        let (mut which, mut what) = (None, None);
        for item in self.table.batch_get(wanted, true).await? {
            if job.is_of(&item) {
                which = item::live(item, now)?;
            } else if work.is_of(&item) {
                what = item::live(item, now)?;
            }
        }
        Ok(which.zip(what))
    }

    /// A page of the jobs of an application, newest first.
    pub async fn jobs(
        &self,
        app: &ApplicationId,
        limit: i32,
        start: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<Job>, StoreError> {
        let mut page: Page<Job> = self.listed(keys::index::jobs(app), limit, start).await?;
        page.items.retain(|job| !job.expires_at.is_past(now));
        Ok(page)
    }

    /// Which jobs there is something to do for, the oldest first.
    pub async fn due_jobs(&self, limit: i32) -> Result<Vec<(ApplicationId, JobId)>, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::DUE_JOBS.to_owned(),
            limit: Some(limit),
            ..Query::default()
        };
        let (entries, _) = self.table.query(query).await?;
        let named = |entry: &item::Item| -> Option<(ApplicationId, JobId)> {
            let partition = string(entry.get(schema::PK)?)?;
            let (app, job) = partition.strip_prefix("APP#")?.split_once("#JOB#")?;
            Some((app.parse().ok()?, job.parse().ok()?))
        };
        Ok(entries.iter().filter_map(named).collect())
    }
}
