# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] دقيقة واحدة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
mail-life-hours =
    { $hours ->
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $hours } ساعات
       *[other] { $hours } ساعة
    }

## How a code or link is used

mail-how-code = أدخل الرمز حيث بدأت. الرمز صالح لمدة { $life } ولاستخدام واحد فقط.
mail-how-link = افتح الرابط في المتصفح الذي بدأت منه. الرابط صالح لمدة { $life } ولاستخدام واحد فقط.
mail-how-both = أدخل الرمز حيث بدأت، أو افتح الرابط في المتصفح نفسه. كلاهما صالح لمدة { $life }، ويمكن استخدام أحدهما مرة واحدة فقط.
mail-action-sign-in = تسجيل الدخول
mail-action-confirm = تأكيد العنوان

## A code that signs in

mail-sign-in-code-subject = { $code } هو رمزك في { $app }
mail-sign-in-code-heading = تسجيل الدخول إلى { $app }
mail-sign-in-code-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لا يمكن لأحد الدخول من دون الرمز. لا تشارك الرمز مع أي شخص، ولا حتى معنا.
mail-sign-in-link-subject = تسجيل الدخول إلى { $app }
mail-sign-in-link-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لا يعمل الرابط إلا في المتصفح الذي طُلب منه.

## Somebody who is signed in

mail-step-up-code-subject = { $code } يؤكد أنك أنت في { $app }
mail-step-up-code-heading = تأكيد أنك أنت
mail-step-up-code-note = إذا لم تكن أنت من طلب ذلك، فهناك من سجّل الدخول إلى حسابك: سجّل الخروج من كل مكان وعيّن كلمة مرور جديدة. لا تشارك الرمز مع أي شخص، ولا حتى معنا.

## A sign-up

mail-sign-up-code-subject = { $code } هو رمز تأكيد عنوانك في { $app }
mail-sign-up-link-subject = تأكيد عنوانك في { $app }
mail-sign-up-code-heading = مرحبًا بك في { $app }
mail-sign-up-code-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لن يُنشأ أي حساب من دون الرمز.
mail-sign-up-link-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لن يُنشأ أي حساب ما لم يُفتح الرابط.
mail-already-registered-subject = لديك حساب بالفعل في { $app }
mail-already-registered-heading = لديك حساب بالفعل
mail-already-registered-body = حاول شخص ما، على الأرجح أنت، إنشاء حساب في { $app } بهذا العنوان. هناك حساب مسجَّل بهذا العنوان بالفعل، ويكفي تسجيل الدخول إليه.
mail-already-registered-note = إذا لم تكن أنت، فتجاهل هذه الرسالة. لم يتغيّر شيء.

## Passwords

mail-reset-password-subject = تعيين كلمة مرور جديدة في { $app }
mail-reset-password-heading = تعيين كلمة مرور جديدة
mail-reset-password-body = أدخل الرمز حيث طلبته، أو افتح الرابط. كلاهما صالح لمدة { $life }، ويمكن استخدام أحدهما مرة واحدة فقط.
mail-reset-password-action = تعيين كلمة مرور جديدة
mail-reset-password-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: ستبقى كلمة مرورك كما هي. لا تشارك الرمز مع أي شخص، ولا حتى معنا.
mail-password-changed-subject = تم تغيير كلمة مرورك في { $app }
mail-password-changed-heading = تم تغيير كلمة مرورك
mail-password-changed-body = تم تسجيل خروجك من جميع الأجهزة الأخرى. إذا كنت أنت من غيّرها، فلا يلزمك فعل شيء.
mail-password-changed-action = لم تكن أنت؟ عيّن كلمة مرور جديدة
mail-password-changed-note = تصلك هذه الرسالة لأنها تتعلق بأمان حسابك في { $app }.

## Another address

mail-email-change-code-subject = { $code } هو رمز تأكيد عنوانك الجديد في { $app }
mail-email-change-code-heading = تأكيد عنوانك الجديد
mail-email-change-code-note = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: لن يتغيّر شيء من دون الرمز.
mail-email-change-notice-subject = طلب تغيير عنوان حسابك في { $app }
mail-email-change-notice-heading = طلب تغيير عنوان حسابك
mail-email-change-notice-body = طلب شخص ما، على الأرجح أنت، تغيير عنوان حسابك إلى { $about }. إذا كنت أنت من طلب ذلك، فلا يلزمك فعل شيء.
mail-email-change-notice-action = لم تكن أنت؟ احتفظ بهذا العنوان
mail-email-change-notice-note = الرابط صالح لمدة { $life }. يعيد الرابط هذا العنوان إلى حسابك ويسجّل الخروج من جميع الأجهزة.

## Accounts elsewhere

mail-identity-linked-subject = يمكنك الآن تسجيل الدخول إلى { $app } باستخدام { $about }
mail-identity-linked-heading = تم ربط { $about } بحسابك
mail-identity-linked-body = سجّل شخص ما، على الأرجح أنت، الدخول إلى { $app } بحساب لدى { $about } يحمل هذا العنوان. من الآن فصاعدًا يمكنك تسجيل الدخول بهذا الحساب.
mail-identity-linked-action = عرض حسابك
mail-identity-linked-note = إذا لم تكن أنت، فألغِ الربط في حسابك وأخبر فريق دعم التطبيق.

## For those who run the platform or an application

mail-operator-code-subject = { $code } هو رمز تأكيد عنوانك في { $app }
mail-operator-code-heading = إدارة { $app }
mail-operator-code-note = إذا لم تطلب ذلك، فأخبر المسؤول عن هذه البيئة.
mail-operator-invitation-subject = تمت دعوتك لإدارة { $app }
mail-operator-invitation-heading = إدارة { $app }
mail-operator-invitation-body = تمت دعوتك لإدارة { $app } في هذه البيئة. الرابط صالح لمدة { $life } ولاستخدام واحد فقط.
mail-operator-invitation-action = إعداد حسابك
mail-operator-invitation-note = إذا لم تكن تتوقع هذه الدعوة، فتجاهلها: لا يمكن لأحد استخدامها من دون الوصول إلى بريدك الإلكتروني.
mail-domain-degraded-subject = النطاق { $about } ينقصه سجل DNS
mail-domain-degraded-heading = أحد سجلات DNS للنطاق { $about } مفقود
mail-domain-degraded-body = تغيّرت السجلات التي يحتاج إليها النطاق { $about } للعمل مع { $app }. لا يزال النطاق يعمل، ولكنه سيتوقف بعد 14 يومًا إذا لم تُستعَد السجلات.
mail-domain-degraded-action = عرض السجل المفقود
mail-domain-degraded-note = تصلك هذه الرسالة لأنك من مديري الفريق الذي يملك التطبيق.

## Second factors taken away

mail-mfa-reset-subject = أُزيلت عوامل التحقق الثانية من حسابك في { $app }
mail-mfa-reset-heading = أُزيلت عوامل التحقق الثانية لديك
mail-mfa-reset-body = أزالها أحد المسؤولين، وتم تسجيل خروجك من كل مكان. من الآن فصاعدًا تسجّل الدخول من دونها إلى أن تُعدّ عاملًا جديدًا.
mail-mfa-reset-action = عرض حسابك
mail-mfa-reset-note = إذا لم تطلب ذلك، فأخبر فريق دعم التطبيق.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] يوم واحد
        [two] يومين
        [few] { $days } أيام
        [many] { $days } يومًا
       *[other] { $days } يوم
    }
mail-invitation-subject = دعوة إلى { $app }
mail-invitation-heading = دعوة إلى { $app }
mail-invitation-body = أنت مدعو إلى إنشاء حساب لدى { $app }. يعمل الرابط مرة واحدة خلال { $life }.
mail-invitation-action = قبول الدعوة
mail-invitation-note = إذا لم تكن تتوقع هذه الرسالة، فتجاهلها: لن يُنشأ أي حساب من دون الرابط. لا تعطه لأحد.
mail-team-invitation-subject = دعوة إلى الفريق { $about }
mail-team-invitation-heading = دعوة إلى الفريق { $about }
mail-team-invitation-body = أنت مدعو إلى الفريق { $about } في { $app }. يعمل الرابط مرة واحدة خلال { $life }.
mail-team-invitation-action = قبول الدعوة
mail-team-invitation-note = إذا لم تكن تتوقع هذه الرسالة، فتجاهلها: لن ينضم أحد من دون الرابط. لا تعطه لأحد.
mail-transfer-requested-subject = التطبيق { $about } معروض على فريقك
mail-transfer-requested-heading = التطبيق { $about } معروض على فريقك
mail-transfer-requested-body = يريد فريق آخر نقل التطبيق { $about } إلى فريقك. اقبله أو ارفضه في { $app } خلال 7 أيام.
mail-transfer-requested-action = عرض التفاصيل
mail-transfer-requested-note = تصلك هذه الرسالة لأنك من مديري الفريق الذي عُرض عليه التطبيق.
mail-deletion-scheduled-subject = سيُحذف حسابك لدى { $app } في { $about }
mail-deletion-scheduled-heading = سيُحذف حسابك في { $about }
mail-deletion-scheduled-body = تم تسجيل خروجك من جميع الأجهزة. إذا أردت الاحتفاظ بحسابك، فسجّل الدخول قبل { $about } وأكّد ذلك.
mail-deletion-scheduled-action = تسجيل الدخول للاحتفاظ به
mail-deletion-scheduled-note = إذا لم تطلب ذلك، فسجّل الدخول واحتفظ بالحساب وعيّن كلمة مرور جديدة.
mail-account-deleted-subject = تم حذف حسابك لدى { $app }
mail-account-deleted-heading = تم حذف حسابك
mail-account-deleted-body = تم تسجيل خروجك من جميع الأجهزة، ويجري محو ما كان محفوظًا عنك. لا يمكن استعادة أي شيء منه.
mail-account-deleted-note = هذه آخر رسالة بشأن ذلك الحساب. يمكن استخدام العنوان لإنشاء حساب جديد لدى { $app }.

## Passkeys

mail-passkey-added-subject = أُضيف مفتاح مرور إلى حسابك في { $app }
mail-passkey-added-heading = لديك مفتاح مرور جديد
mail-passkey-added-body = من الآن فصاعدًا يتيح لك مفتاح المرور «{ $about }» تسجيل الدخول إلى { $app }.
mail-passkey-added-action = عرض مفاتيح المرور
mail-passkey-added-note = إذا لم تكن أنت من فعل ذلك، فأزل مفتاح المرور وغيّر كلمة المرور.
mail-passkey-removed-subject = أُزيل مفتاح مرور من حسابك في { $app }
mail-passkey-removed-heading = أُزيل مفتاح مرور
mail-passkey-removed-body = لم يعد مفتاح المرور «{ $about }» يتيح لك تسجيل الدخول إلى { $app }.
mail-passkey-removed-action = عرض مفاتيح المرور
mail-passkey-removed-note = إذا لم تكن أنت من فعل ذلك، فغيّر كلمة المرور وأبلغ فريق دعم التطبيق.

## العوامل الثانية، والمتصفحات الجديدة

mail-mfa-enrolled-subject = تطبيق مصادقة يحمي حسابك في { $app }
mail-mfa-enrolled-heading = تم إعداد تطبيق مصادقة
mail-mfa-enrolled-body = من الآن فصاعدًا يحتاج تسجيل الدخول إلى رمز منه. تم تسجيل خروجك من كل مكان آخر. إذا كنت أنت، فلا داعي لفعل شيء.
mail-mfa-enrolled-action = انظر إلى حسابك
mail-mfa-enrolled-note = إذا لم تكن أنت، فعيِّن كلمة مرور جديدة وأخبر دعم التطبيق.
mail-mfa-removed-subject = تمت إزالة تطبيق المصادقة من حسابك في { $app }
mail-mfa-removed-heading = تمت إزالة تطبيق المصادقة
mail-mfa-removed-body = لم يعد تسجيل الدخول يحتاج إلى رمز منه. تم تسجيل خروجك من كل مكان آخر. إذا كنت أنت، فلا داعي لفعل شيء.
mail-mfa-removed-action = انظر إلى حسابك
mail-mfa-removed-note = إذا لم تكن أنت، فعيِّن كلمة مرور جديدة وأخبر دعم التطبيق.
mail-recovery-codes-made-subject = رموز استرداد جديدة لـ { $app }
mail-recovery-codes-made-heading = تم إنشاء رموز استرداد جديدة
mail-recovery-codes-made-body = توقفت الرموز القديمة عن العمل. إذا كنت أنت، فلا داعي لفعل شيء.
mail-recovery-codes-made-action = انظر إلى حسابك
mail-recovery-codes-made-note = إذا لم تكن أنت، فعيِّن كلمة مرور جديدة وأخبر دعم التطبيق.
mail-recovery-code-used-subject = تم استخدام رمز استرداد لـ { $app }
mail-recovery-code-used-heading = تم استخدام رمز استرداد
mail-recovery-code-used-body = لقد حل محل عاملك الثاني ولا يعمل مرة أخرى. الرموز المتبقية: { $about }.
mail-recovery-code-used-action = انظر إلى حسابك
mail-recovery-code-used-note = إذا لم تكن أنت، فعيِّن كلمة مرور جديدة، وأنشئ رموز استرداد جديدة، وأخبر دعم التطبيق.
mail-new-device-subject = سجَّلت الدخول إلى { $app } من متصفح جديد
mail-new-device-heading = سجَّل متصفح جديد الدخول
mail-new-device-body = استُخدم حسابك في { $app } من متصفح لم يُرَ من قبل: { $about }. إذا كنت أنت، فلا داعي لفعل شيء.
mail-new-device-action = انظر أين سجَّلت الدخول
mail-new-device-note = إذا لم تكن أنت، فسجِّل الخروج من هناك وعيِّن كلمة مرور جديدة.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = أُضيف رقم هاتف إلى حسابك في { $app }
mail-phone-added-heading = أُضيف رقم هاتف
mail-phone-added-body = يمكن للرقم { $about } الآن تلقي الرموز عبر SMS لحسابك. إن كنت أنت من فعل ذلك، فلا شيء عليك فعله.
mail-phone-added-action = عرض حسابك
mail-phone-added-note = إذا لم تكن أنت من فعل ذلك، فعيّن كلمة مرور جديدة وأبلغ فريق دعم التطبيق.
mail-phone-removed-subject = أُزيل رقم الهاتف من حسابك في { $app }
mail-phone-removed-heading = أُزيل رقم الهاتف
mail-phone-removed-body = لن يتلقى الرقم { $about } رموزًا بعد الآن. وقد سُجّل خروجك من كل مكان آخر. إن كنت أنت من فعل ذلك، فلا شيء عليك فعله.
mail-phone-removed-action = عرض حسابك
mail-phone-removed-note = إذا لم تكن أنت من فعل ذلك، فعيّن كلمة مرور جديدة وأبلغ فريق دعم التطبيق.
mail-sms-code = { $code } رمزك في { $app } لمدة { $minutes } دقائق
mail-sms-code-short = رمزك { $code } لمدة { $minutes } دقائق
