# The account portal: what a person sees and changes of their own account.

portal-label = الحساب
portal-profile = الملف الشخصي
portal-security = الأمان
portal-connections = الحسابات المرتبطة
portal-sessions = الجلسات
portal-activity = النشاط
portal-confirm-first = لإجراء أي تغيير هنا، يُرجى تأكيد هويتك أولًا.

notice-profile = تم الحفظ.
notice-password = تم تغيير كلمة مرورك، وتم تسجيل خروجك من جميع الأجهزة الأخرى.
notice-code = أرسلنا رمزًا إلى العنوان الجديد.
notice-email = تم تغيير عنوان بريدك الإلكتروني.
notice-disconnected = تم إلغاء الربط.
notice-session = تم تسجيل الخروج من ذلك المتصفح.

profile-title = ملفك الشخصي
profile-heading = حسابك
profile-given-name = الاسم الأول
profile-family-name = اسم العائلة
profile-language = لغة الرسائل
profile-language-any = حسب لغة المتصفح
profile-save = حفظ

security-how = طرق تسجيل دخولك.
security-code-to = الرمز المرسَل إلى { $address }
security-confirm = تأكيد العنوان الجديد
security-new-address = العنوان الجديد
security-address-hint = سنرسل رمزًا إلى العنوان الجديد، وإشعارًا إلى عنوانك الحالي يتيح لك التراجع عن التغيير خلال 72 ساعة.
security-change-address = تغيير العنوان
security-password-hint =
    { $least ->
        [one] حرف واحد على الأقل. سيتم تسجيل خروجك من جميع الأجهزة الأخرى.
        [two] حرفان على الأقل. سيتم تسجيل خروجك من جميع الأجهزة الأخرى.
        [few] { $least } أحرف على الأقل. سيتم تسجيل خروجك من جميع الأجهزة الأخرى.
        [many] { $least } حرفًا على الأقل. سيتم تسجيل خروجك من جميع الأجهزة الأخرى.
       *[other] { $least } حرف على الأقل. سيتم تسجيل خروجك من جميع الأجهزة الأخرى.
    }
security-change-password = تغيير كلمة المرور
security-set-password = تعيين كلمة مرور
security-has-password = لديك كلمة مرور.
security-no-password = تسجّل الدخول من دون كلمة مرور.

connections-what = حسابات لدى خدمات أخرى يمكنك تسجيل الدخول بها هنا.
connections-none = لا توجد حسابات مرتبطة.
connections-disconnect = إلغاء الربط
connections-disconnect-one = إلغاء ربط { $provider }
connections-connect = ربط { $provider }

sessions-heading = أماكن تسجيل دخولك
sessions-this = هذا المتصفح
sessions-end-one = تسجيل الخروج من { $browser }
sessions-end-others = تسجيل الخروج من جميع الأجهزة الأخرى
sessions-sign-out-here = تسجيل الخروج من هنا
browser-unknown = متصفح غير معروف
browser-on = { $browser } على { $system }
since = منذ { $time }
since-from = منذ { $time }، من { $place }

activity-what = ما حدث في حسابك خلال آخر 90 يومًا.
activity-not-you = هل هناك إجراء لم تقم به؟
activity-change-password = غيّر كلمة مرورك، وسيتم تسجيل الخروج من جميع الأجهزة الأخرى.
activity-by-other = بواسطة جهة أخرى
activity-none = لا يوجد نشاط بعد.
activity-older = الأقدم

undo-title = الاحتفاظ بعنوان بريدك الإلكتروني
undo-heading = هل تريد الاحتفاظ بعنوان بريدك الإلكتروني؟
undo-how = سيستعيد حسابك عنوانه السابق، وسيتم تسجيل الخروج من جميع الأجهزة، وسيلزم تعيين كلمة مرور جديدة.
undo-keep = الاحتفاظ بعنواني

## What happened

event-signed-in = تم تسجيل الدخول
event-sign-in-failed = فشلت محاولة تسجيل دخول
event-locked = تم قفل تسجيل الدخول بعد إدخال كلمات مرور خاطئة
event-unlocked = تم إلغاء قفل تسجيل الدخول
event-created = تم إنشاء الحساب
event-updated = تم تغيير الملف الشخصي
event-disabled = تم إيقاف الحساب
event-enabled = تم تفعيل الحساب
event-password-changed = تم تغيير كلمة المرور
event-password-asked = طُلب تعيين كلمة مرور جديدة
event-password-reset = تمت إعادة تعيين كلمة المرور
event-email-asked = طُلب تغيير عنوان البريد الإلكتروني
event-email-changed = تم تغيير عنوان البريد الإلكتروني
event-email-undone = تم التراجع عن تغيير عنوان البريد الإلكتروني
event-role-added = تم منح دور
event-role-removed = تم سحب دور
event-session-stepped-up = أكّدت أنك أنت
event-mfa-reset = أزال أحد المسؤولين عوامل التحقق الثانية لديك
event-session-ended = تم تسجيل الخروج
event-session-revoked = تم إنهاء جلسة
event-sessions-revoked = تم إنهاء جميع الجلسات
event-grant-created = حصل تطبيق على إذن الوصول
event-grant-revoked = تم إنهاء وصول تطبيق
event-consent-granted = تم السماح لتطبيق
event-consent-denied = تم رفض تطبيق
event-consent-withdrawn = تم سحب إذن تطبيق
event-token-reused = أُعيد استخدام رمز مميّز سبق استخدامه، فتم إنهاء الوصول المرتبط به
event-code-mailed = تم إرسال رمز بالبريد الإلكتروني
event-other = طرأ تغيير على الحساب

## The own data, and the end of the account

portal-data = البيانات
data-title = بياناتك
data-confirm-first = للقيام بأي إجراء هنا، أكّد هويتك أولًا.
data-export-heading = احصل على نسخة
data-export-what = ملف واحد يضم ملفك الشخصي وحساباتك المرتبطة وجلساتك وأذونات التطبيقات وسجل نشاط حسابك.
data-export = تنزيل بياناتي
data-delete-heading = حذف الحساب
data-delete-what = سيتم تسجيل خروجك من جميع الأجهزة، وتفقد جميع التطبيقات إمكانية الوصول فورًا.
data-delete-now = يُحذف الحساب فورًا ولا يمكن استعادته.
data-delete-days =
    { $days ->
        [one] يمكنك خلال يوم واحد تسجيل الدخول والاحتفاظ به، ثم يُحذف ولا يمكن استعادته.
        [two] يمكنك خلال يومين تسجيل الدخول والاحتفاظ به، ثم يُحذف ولا يمكن استعادته.
        [few] يمكنك خلال { $days } أيام تسجيل الدخول والاحتفاظ به، ثم يُحذف ولا يمكن استعادته.
        [many] يمكنك خلال { $days } يومًا تسجيل الدخول والاحتفاظ به، ثم يُحذف ولا يمكن استعادته.
       *[other] يمكنك خلال { $days } يوم تسجيل الدخول والاحتفاظ به، ثم يُحذف ولا يمكن استعادته.
    }
data-type-address = اكتب عنوانك للتأكيد
data-type-id = اكتب { $id } للتأكيد
data-delete = حذف حسابي
event-deletion-scheduled = طُلب حذف الحساب
event-deletion-cancelled = تم الاحتفاظ بالحساب
event-exported = تم تنزيل البيانات

passkeys-title = مفاتيح المرور
passkeys-what = يتيح لك مفتاح المرور تسجيل الدخول ببصمتك أو وجهك أو رمز PIN لجهازك.
passkeys-none = ليس لديك أي مفتاح مرور.
passkeys-add = إضافة مفتاح مرور
passkeys-needs-script = لإضافة مفتاح مرور، اسمح بتشغيل البرامج النصية في هذه الصفحة.
passkeys-added = أُضيف في { $day }
passkeys-used = آخر استخدام في { $day }
passkeys-unused = لم يُستخدم قط
passkeys-synced = على عدة أجهزة
passkeys-bound = على جهاز واحد فقط
passkeys-name = الاسم
passkeys-rename = إعادة التسمية
passkeys-rename-one = إعادة تسمية { $name }
passkeys-remove = إزالة
passkeys-remove-one = إزالة { $name }
notice-passkey-added = مفتاح المرور جاهز.
notice-passkey-renamed = تمت إعادة التسمية.
notice-passkey-removed = تمت الإزالة. لم يعد يتيح تسجيل الدخول.
event-passkey-added = أُضيف مفتاح مرور
event-passkey-renamed = أُعيدت تسمية مفتاح مرور
event-passkey-removed = أُزيل مفتاح مرور
event-passkey-copied = رُفض مفتاح مرور ربما نُسخ

## عامل ثانٍ، والمتصفحات المحفوظة

mfa-heading = العامل الثاني
mfa-what = رمز من هاتفك، إلى جانب طريقة تسجيل دخولك.
mfa-app = تطبيق المصادقة
mfa-since = أُعِدَّ في { $day }
mfa-none = لم يُعَدَّ أي تطبيق مصادقة.
mfa-add = إعداد تطبيق مصادقة
mfa-replace = الانتقال إلى تطبيق آخر
mfa-remove = إزالة التطبيق
mfa-stays = العامل الثاني مطلوب هنا: يمكنك الانتقال إلى تطبيق آخر، لكن لا يمكنك إزالته.
mfa-codes = رموز الاسترداد
mfa-codes-left =
    { $left ->
        [zero] لم يبقَ أي رمز استرداد ({ $left }).
        [one] بقي رمز استرداد واحد ({ $left }).
        [two] بقي رمزا استرداد ({ $left }).
        [few] بقيت { $left } رموز استرداد.
        [many] بقي { $left } رمز استرداد.
       *[other] بقي { $left } رمز استرداد.
    }
mfa-new-codes = إنشاء رموز استرداد جديدة
mfa-new-codes-how = تتوقف الرموز القديمة عن العمل.
mfa-manage = تغيير العامل الثاني
notice-mfa = تم إعداد تطبيق المصادقة. تم تسجيل خروجك من كل مكان آخر.
notice-mfa-removed = تمت إزالة التطبيق. تم تسجيل خروجك من كل مكان آخر.
notice-codes-saved = رموز الاسترداد جاهزة.
notice-device = تم النسيان.
devices-heading = المتصفحات المحفوظة
devices-trusted = بلا عامل ثانٍ حتى { $day }
devices-forget = نسيان
devices-forget-one = نسيان { $browser }
event-mfa-enrolled = تم إعداد تطبيق مصادقة
event-mfa-removed = تمت إزالة تطبيق المصادقة
event-codes-made = تم إنشاء رموز استرداد جديدة
event-code-used = تم استخدام رمز استرداد
event-mfa-asked = طُلب عامل ثانٍ
event-mfa-given = أُعطي عامل ثانٍ
event-mfa-failed = كان العامل الثاني خاطئًا
event-device-trusted = تم حفظ متصفح
event-device-forgotten = تم نسيان متصفح
