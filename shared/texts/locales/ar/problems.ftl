# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = أدخل قيمة.
said-required = هذا الحقل مطلوب.
said-long =
    { $most ->
        [one] استخدم حرفًا واحدًا على الأكثر.
        [two] استخدم حرفين على الأكثر.
        [few] استخدم { $most } أحرف على الأكثر.
        [many] استخدم { $most } حرفًا على الأكثر.
       *[other] استخدم { $most } حرف على الأكثر.
    }
said-invisible = أزِل الأحرف غير المرئية أو أحرف التحكم.
said-email = أدخل عنوان بريد إلكتروني مثل name@example.com.
said-same-address = هذا هو عنوانك الحالي بالفعل.

## Passwords: said one after the other

weak = اختر كلمة مرور أخرى.
weak-short =
    { $least ->
        [one] استخدم حرفًا واحدًا على الأقل.
        [two] استخدم حرفين على الأقل.
        [few] استخدم { $least } أحرف على الأقل.
        [many] استخدم { $least } حرفًا على الأقل.
       *[other] استخدم { $least } حرف على الأقل.
    }
weak-long = استخدم 128 حرفًا على الأكثر.
weak-breached = كلمة المرور هذه معروفة من تسريب لبيانات موقع آخر، فلا تستخدمها مجددًا في أي مكان.
weak-personal = لا تستخدم اسمك أو عنوان بريدك الإلكتروني أو اسم التطبيق.
weak-common = من السهل تخمين كلمة المرور هذه، فاستخدم بضع كلمات لا صلة بينها.

## Signing in

said-wrong-password = عنوان البريد الإلكتروني أو كلمة المرور غير صحيحة.
said-locked-minute = محاولات كثيرة جدًا. انتظر دقيقة واحدة، أو سجّل الدخول برمز يصلك بالبريد الإلكتروني.
said-locked =
    { $minutes ->
        [one] محاولات كثيرة جدًا. انتظر دقيقة واحدة، أو سجّل الدخول برمز يصلك بالبريد الإلكتروني.
        [two] محاولات كثيرة جدًا. انتظر دقيقتين، أو سجّل الدخول برمز يصلك بالبريد الإلكتروني.
        [few] محاولات كثيرة جدًا. انتظر { $minutes } دقائق، أو سجّل الدخول برمز يصلك بالبريد الإلكتروني.
       *[other] محاولات كثيرة جدًا. انتظر { $minutes } دقيقة، أو سجّل الدخول برمز يصلك بالبريد الإلكتروني.
    }
said-mail-off = تسجيل الدخول عبر البريد الإلكتروني غير متاح هنا. استخدم كلمة مرورك.
said-password-off = تسجيل الدخول بكلمة مرور غير متاح هنا. استخدم رمزًا يصلك بالبريد الإلكتروني.
said-passwords-off = كلمات المرور غير متاحة هنا.
said-passwords-off-code = كلمات المرور غير متاحة هنا. سجّل الدخول برمز يصلك بالبريد الإلكتروني.
said-sent-just-now =
    { $seconds ->
        [one] أُرسل رمز قبل لحظات. انتظر ثانية واحدة، ثم اطلب رمزًا آخر.
        [two] أُرسل رمز قبل لحظات. انتظر ثانيتين، ثم اطلب رمزًا آخر.
        [few] أُرسل رمز قبل لحظات. انتظر { $seconds } ثوانٍ، ثم اطلب رمزًا آخر.
       *[other] أُرسل رمز قبل لحظات. انتظر { $seconds } ثانية، ثم اطلب رمزًا آخر.
    }
said-too-slow = استغرق ذلك وقتًا طويلًا. ابدأ من جديد.
said-support = تعذّر إتمام العملية. يُرجى التواصل مع فريق دعم التطبيق.
said-step-done = هذه الخطوة مكتملة بالفعل، أو أصبح العنوان مستخدَمًا في هذه الأثناء. سجّل الدخول للمتابعة.
said-other-browser = لا يعمل هذا الرابط إلا في المتصفح الذي طُلب منه. ارجع إلى ذلك المتصفح، وأدخل الرمز الوارد في الرسالة أو افتح الرابط مجددًا.
said-over = انتهت عملية تسجيل الدخول هذه، أو بدأت في متصفح آخر. ابدأ من جديد.
said-other-step = عملية تسجيل الدخول هذه في خطوة أخرى.
said-complete = اكتملت عملية تسجيل الدخول هذه بالفعل. ارجع إلى التطبيق.
said-code-wrong-last = الرمز غير صحيح، ولم تتبقَّ أي محاولات. اطلب رمزًا جديدًا.
said-code-wrong-one = الرمز غير صحيح. تبقّت محاولة واحدة.
said-code-wrong =
    { $left ->
        [one] الرمز غير صحيح. تبقّت محاولة واحدة.
        [two] الرمز غير صحيح. تبقّت محاولتان.
        [few] الرمز غير صحيح. تبقّت { $left } محاولات.
       *[other] الرمز غير صحيح. تبقّت { $left } محاولة.
    }
said-code-old = لم يعد هذا الرمز صالحًا. اطلب رمزًا جديدًا.
said-tries-at-once = محاولات كثيرة في وقت واحد. انتظر لحظة.
said-link-dead = سبق استخدام هذا الرابط، أو انتهت صلاحيته، أو حلّت محلّه رسالة أحدث. اطلب رابطًا جديدًا.
said-too-often = تكررت المحاولات كثيرًا. انتظر لحظة، ثم أعد المحاولة.
said-busy = يسجّل عدد كبير من الأشخاص الدخول الآن. أعد المحاولة بعد لحظات.
said-whose = حدّد أولًا الحساب الذي تخصّه كلمة المرور.
said-step-up-other-way = لا يمكنك التأكيد بهذه الطريقة. استخدم طريقة أخرى.
said-step-up-changed = تغيّر تسجيل دخولك في هذه الأثناء: لقد أكّدته في علامة تبويب أخرى أو تم تسجيل خروجك. حاول مرة أخرى.

## Signing up

said-invited-only = إنشاء الحسابات الجديدة متاح بدعوة فقط.
said-domain = لا يمكن التسجيل هنا بعناوين من هذا النطاق.

## Other providers

said-provider-off = تسجيل الدخول بهذه الطريقة غير متاح هنا. استخدم طريقة أخرى.
said-provider-denied = لم يتم تسجيل دخولك لدى مزوّد الهوية. أعد المحاولة، أو استخدم طريقة أخرى.
said-provider-failed = ردّ مزوّد الهوية بطريقة لا يمكن الوثوق بها. أعد المحاولة، أو استخدم طريقة أخرى.
said-provider-late = استغرق ذلك وقتًا طويلًا، أو سبق إتمامه، أو بدأ في متصفح آخر. أعد المحاولة.
said-provider-closed = ليس لديك حساب هنا، وإنشاء حسابات جديدة غير متاح.
said-provider-domain = لا يمكن التسجيل هنا بعناوين من ذلك النطاق.
said-provider-account = لديك حساب هنا بالفعل. سجّل الدخول إليه بالطريقة التي استخدمتها سابقًا.
said-provider-taken = هذا الحساب لدى مزوّد الهوية مرتبط بمستخدم آخر هنا.
said-provider-limit = لا يمكن ربط حسابات أخرى. ألغِ ربط أحدها أولًا.
said-provider-often = تكررت المحاولات كثيرًا. انتظر بعض الوقت، ثم أعد المحاولة.
said-provider-again = حدث إجراء آخر في اللحظة نفسها. أعد المحاولة.
said-provider-unknown = مزوّد الهوية هذا غير متاح هنا.

## More of signing in

said-request-old = استغرق تسجيل الدخول هذا وقتًا طويلًا أو تم تغييره. ارجع إلى التطبيق وابدأ من جديد.
said-not-fresh = أكّد أنك أنت للقيام بذلك: مضى وقت طويل على آخر تسجيل دخول لك.
said-too-weak = أكّد أنك أنت بعامل تحقق ثانٍ للقيام بذلك.
said-provider-new = لا يمكن إنشاء حساب جديد بهذا الحساب.

## The own account

said-address-failed = تعذّر تغيير العنوان. اطلب رمزًا جديدًا، أو اختر عنوانًا آخر.
said-last-way = هذه هي الطريقة الوحيدة لتسجيل الدخول. أعدّ طريقة أخرى أولًا.
said-no-session = هذه الجلسة غير موجودة.
said-this-session = هذه هي الجلسة التي تستخدمها. لإنهائها، سجّل الخروج.
said-no-connection = هذا الحساب المرتبط غير موجود.
said-other-person = يوجد الآن شخص آخر مسجَّل الدخول في هذا المتصفح. لم يتغيّر شيء: ارجع إلى حسابك وتحقّق مجددًا.
said-sign-in-first = سجّل الدخول أولًا.

## Applications

said-redirect = طلب التطبيق الذي أرسلك إلى هنا العودة إلى عنوان لم يسجّله.
said-client = التطبيق الذي أرسلك إلى هنا غير معروف أو متوقف.
said-consent-session = لم تعد جلسة دخولك قائمة. ارجع إلى التطبيق وابدأ من جديد.
said-consent-choose = اختر «سماح» أو «رفض».
said-consent-none = اسمح بصلاحية واحدة على الأقل، أو اختر «رفض».
said-application-unknown = لا يوجد تطبيق على هذا العنوان. تحقّق من كتابته.
said-application-suspended = أوقف مسؤول المنصة هذا التطبيق مؤقتًا.
said-back-and-tell = ارجع إلى التطبيق وأعد المحاولة. إذا تكرر ذلك، فأخبر فريق دعم التطبيق بما تراه هنا.

## Requests

said-late = استغرق ذلك وقتًا طويلًا. أعد المحاولة.
said-nothing-here = لا يوجد شيء على هذا العنوان.
said-no-page = هذه الصفحة غير موجودة.
said-no-thing = لم يُعثر على هذا العنصر هنا.
said-form-old = بقيت هذه الصفحة مفتوحة وقتًا طويلًا. ابدأ من جديد، فلم يتغيّر شيء.
said-no-cookie = لم يرسل متصفحك أي ملف تعريف ارتباط. اسمح بملفات تعريف الارتباط لهذا الموقع، ثم أعد تحميل الصفحة.
said-not-our-page = لم يأتِ هذا الطلب من إحدى صفحاتنا. ارجع وأعد تحميل الصفحة، ثم أعد المحاولة.

## Titles of error codes; an unknown one has the last

title-malformed-body = تعذّرت قراءة محتوى الطلب
title-invalid-host = ترويسة Host غير صالحة
title-invalid-parameter = إحدى معلمات الطلب غير صالحة
title-code-invalid = الرمز غير صحيح
title-code-expired = انتهت صلاحية الرمز
title-link-invalid = لم يعد الرابط صالحًا
title-wrong-browser = الرابط يخص متصفحًا آخر
title-invitation-invalid = لم تعد الدعوة صالحة
title-unauthenticated = المصادقة مطلوبة
title-invalid-credentials = فشل تسجيل الدخول
title-tx-expired = انتهت مهلة تسجيل الدخول
title-forbidden = لا تتوفر الصلاحية اللازمة
title-csrf-failed = لم يأتِ الطلب من صفحتنا
title-step-up-required = يلزم تسجيل الدخول مجددًا
title-application-suspended = التطبيق متوقف مؤقتًا
title-method-disabled = هذه الطريقة غير متاحة
title-signup-closed = إنشاء الحسابات غير متاح
title-signup-domain-not-allowed = إنشاء الحسابات غير متاح لهذا النطاق
title-invitation-wrong-email = الدعوة تخص عنوانًا آخر
title-not-found = غير موجود
title-application-not-found = لا يوجد تطبيق هنا
title-not-issuer-host = انتقلت جهة الإصدار إلى عنوان آخر
title-method-not-allowed = هذه العملية غير مسموح بها هنا
title-wrong-state = تسجيل الدخول في خطوة أخرى
title-email-taken = العنوان مستخدَم بالفعل
title-email-change-failed = تعذّر تغيير العنوان
title-last-sign-in-method = يجب أن تبقى طريقة لتسجيل الدخول
title-identity-in-use = الهوية تخص مستخدمًا آخر
title-session-is-current = هذه هي الجلسة الحالية
title-session-changed = شخص آخر مسجَّل الدخول الآن
title-payload-too-large = محتوى الطلب كبير جدًا
title-uri-too-long = عنوان URL طويل جدًا
title-validation-error = بعض القيم غير صالحة
title-weak-password = كلمة المرور ضعيفة جدًا
title-limit-exceeded = تم بلوغ الحد الأقصى
title-too-many-attempts = محاولات كثيرة جدًا
title-rate-limited = طلبات كثيرة جدًا
title-internal-error = حدث خطأ من جانبنا
title-upstream-failed = ردّت خدمة أخرى بشكل غير سليم
title-upstream-timeout = تأخرت خدمة أخرى في الرد
title-unavailable = الخدمة غير متاحة مؤقتًا
title-busy = الخدمة مشغولة مؤقتًا
title-invalid-request = الطلب غير صالح
title-invalid-client = تعذّرت مصادقة العميل
title-invalid-redirect-uri = عنوان URI لإعادة التوجيه غير مسجَّل
title-access-denied = تم رفض الوصول
title-other = حدث خطأ ما

## The end of an account, and invitations

said-no-deletion = لا يوجد حذف مجدول.
said-keep-or-leave = اختر الاحتفاظ بالحساب أو تركه ليُحذف.
said-last-admin = احذف تطبيقات فريقك أولًا، أو عيّن مسؤولًا آخر له.
said-type-address = اكتب عنوان هذا الحساب لحذفه.
said-terms = وافق على الشروط للمتابعة.
said-invitation-over = استُخدمت هذه الدعوة أو أُلغيت أو انتهت صلاحيتها. اطلب دعوة جديدة ممن أرسلها.
said-invitation-other = هذه الدعوة لعنوان آخر. سجّل الخروج هنا، ثم افتح رابطها مجددًا.
said-invitation-account = لديك حساب بالفعل. سجّل الدخول ثم اقبل الدعوة.
title-last-admin = يجب أن يبقى مسؤول واحد

## Passkeys

said-passkey-wrong = لم ينجح مفتاح المرور هذا. حاول مرة أخرى أو استخدم طريقة أخرى.
said-passkey-off = مفاتيح المرور معطلة هنا. استخدم طريقة أخرى.
said-passkey-none = لا يوجد مفتاح مرور في هذا الحساب. استخدم طريقة أخرى.
said-passkey-limit = لا يمكن إضافة المزيد من مفاتيح المرور. أزل واحدًا أولًا.

## العوامل الثانية

said-factor-wrong = هذا الرمز غير صحيح، أو استُخدم من قبل. انتظر الرمز التالي.
said-recovery-wrong = رمز الاسترداد هذا غير صحيح، أو استُخدم من قبل.
said-factor-unavailable = طريقة التأكيد هذه غير متاحة لك. استخدم طريقة أخرى.
said-factor-often = جُرِّبت رموز كثيرة جدًا. انتظر لحظة، ثم حاول مرة أخرى.
said-factor-off = تطبيقات المصادقة متوقفة هنا.
said-factor-there = تم إعداد تطبيق مصادقة من قبل.
said-factor-none = لا يوجد تطبيق مصادقة.
said-factor-required = العامل الثاني مطلوب هنا. أعِدَّ عاملًا آخر أولًا.
said-factor-first = أعِدَّ عاملًا ثانيًا أولًا: رموز الاسترداد تحل محله.
said-device-none = لا يوجد مثل هذا الجهاز.
said-account-changed = تغيَّر حسابك في اللحظة نفسها. انظر إليه مرة أخرى.
said-codes-save = قل إنك حفظت الرموز.

## Codes by SMS

said-sms-off = الرموز عبر SMS معطّلة هنا.
said-sms-country = لا تُرسل الرموز إلى أرقام ذلك البلد.
said-sms-wrong = هذا الرمز غير صحيح، أو أُرسل رمز أحدث. انظر في أحدث رسالة.
said-sms-there = الرموز عبر SMS مضبوطة بالفعل.
said-phone-none = لا يوجد رقم هاتف.
said-phone-invalid = هذا ليس رقم هاتف. ابدأ بعلامة + ورمز البلد.
