# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = تسجيل الدخول إلى { $app } وإدارة حسابك.
frame-environment = البيئة
frame-development = بيئة تطوير – لا تُدخل بيانات أشخاص حقيقيين
frame-privacy = الخصوصية
frame-terms = الشروط
frame-help = المساعدة
frame-language = اللغة
frame-show-password = إظهار كلمة المرور
frame-hide-password = إخفاء كلمة المرور

## Words of several pages

to-client = للمتابعة إلى { $client }
continue = متابعة
change = تغيير
start-again = البدء من جديد
email-address = عنوان البريد الإلكتروني
name = الاسم
optional = اختياري
password = كلمة المرور
new-password = كلمة المرور الجديدة
password-hint =
    { $least ->
        [one] حرف واحد على الأقل. يُفضَّل استخدام بضع كلمات لا صلة بينها.
        [two] حرفان على الأقل. يُفضَّل استخدام بضع كلمات لا صلة بينها.
        [few] { $least } أحرف على الأقل. يُفضَّل استخدام بضع كلمات لا صلة بينها.
        [many] { $least } حرفًا على الأقل. يُفضَّل استخدام بضع كلمات لا صلة بينها.
       *[other] { $least } حرف على الأقل. يُفضَّل استخدام بضع كلمات لا صلة بينها.
    }
code = الرمز
sign-in = تسجيل الدخول
sign-up = إنشاء حساب
sign-out = تسجيل الخروج
signed-in = تم تسجيل الدخول
signed-in-as = تم تسجيل الدخول بالحساب { $email }
use-another-account = استخدام حساب آخر
provider-continue = المتابعة باستخدام { $provider }
fields-problem = يُرجى مراجعة الحقول المحدّدة أدناه.
fields-check = يُرجى التحقق من الحقول أدناه.

## Signing in

identifier-new = ليس لديك حساب؟
identifier-notice-undone = تمت استعادة عنوان بريدك الإلكتروني، وتم تسجيل الخروج من جميع الأجهزة. عيّن كلمة مرور جديدة أو سجّل الدخول برمز.
identifier-notice-password = تم تعيين كلمة مرورك الجديدة. استخدمها لتسجيل الدخول.
chooser-title = اختيار حساب
password-heading = إدخال كلمة المرور
password-forgot = هل نسيت كلمة المرور؟
password-mail-code = إرسال رمز إلى بريدي الإلكتروني
password-mail-link = إرسال رابط إلى بريدي الإلكتروني
code-heading-sign-in = تحقّق من بريدك الإلكتروني
code-heading-sign-up = تأكيد عنوان بريدك الإلكتروني
code-heading-setup = تأكيد هويتك
code-expired = انتهت صلاحية ما أرسلناه إلى { $address }.
code-sent =
    { $minutes ->
        [one] أرسلنا رمزًا من 6 أرقام إلى { $address }. الرمز صالح لمدة دقيقة واحدة، في هذا المتصفح.
        [two] أرسلنا رمزًا من 6 أرقام إلى { $address }. الرمز صالح لمدة دقيقتين، في هذا المتصفح.
        [few] أرسلنا رمزًا من 6 أرقام إلى { $address }. الرمز صالح لمدة { $minutes } دقائق، في هذا المتصفح.
       *[other] أرسلنا رمزًا من 6 أرقام إلى { $address }. الرمز صالح لمدة { $minutes } دقيقة، في هذا المتصفح.
    }
code-link-sent =
    { $minutes ->
        [one] أرسلنا رابطًا إلى { $address }. الرابط صالح لمدة دقيقة واحدة، في هذا المتصفح.
        [two] أرسلنا رابطًا إلى { $address }. الرابط صالح لمدة دقيقتين، في هذا المتصفح.
        [few] أرسلنا رابطًا إلى { $address }. الرابط صالح لمدة { $minutes } دقائق، في هذا المتصفح.
       *[other] أرسلنا رابطًا إلى { $address }. الرابط صالح لمدة { $minutes } دقيقة، في هذا المتصفح.
    }
code-send-new = إرسال رمز جديد
code-send-new-link = إرسال رابط جديد
code-wrong-address = هل العنوان غير صحيح؟
connect-title = تأكيد هويتك
connect-why = تلقّينا من { $provider } عنوان البريد الإلكتروني { $address }. أثبِت لمرة واحدة أن هذا العنوان، أو الحساب المسجَّل به، يخصّك. بعد ذلك يمكنك تسجيل الدخول باستخدام { $provider }.
connect-mail-code = إرسال رمز إلى بريدي الإلكتروني
connect-password = إدخال كلمة المرور
provider-tested-title = اختبار المزوّد
provider-tested-works = { $provider } يعمل
provider-tested-failed = فشل اختبار { $provider }
provider-tested-nobody = لم يسجّل أحد الدخول ولم يُحفظ شيء. يمكنك إغلاق هذه الصفحة.
provider-tested-cause = السبب:
provider-tested-absent = لم يُرسل
link-title = هل هذا أنت؟
link-dead = هذا الرابط لا يعمل هنا
link-sign-in-instead = تسجيل الدخول من هنا

## Signing up

sign-up-have = هل لديك حساب؟

## A forgotten password

reset-title = إعادة تعيين كلمة المرور
reset-how = سنرسل إليك رمزًا ورابطًا بالبريد الإلكتروني. تبقى كلمة مرورك كما هي إلى أن تستخدم أحدهما.
reset-send = إرسال
reset-remembered = هل تذكّرت كلمة المرور؟
new-password-title = تعيين كلمة مرور جديدة
new-password-sent = إذا كان هناك حساب مسجَّل بالعنوان { $address }، فسيصله رمز صالح لمدة 30 دقيقة.
new-password-whose = للحساب { $address }. سيتم تسجيل خروجك من جميع الأجهزة.
new-password-set = تعيين كلمة المرور
new-password-nothing = لم يصلك شيء؟
new-password-again = إعادة الإرسال

## Consent

consent-title = السماح بالوصول
consent-heading = هل تريد السماح لتطبيق { $client } بالوصول؟
consent-who = تطبيق { $client } على { $host } ليس من تطوير { $app }. يطلب هذا التطبيق الإذن بما يلي:
consent-scope-openid = معرفة هويتك هنا
consent-scope-profile = الاطّلاع على اسمك وصورتك ولغتك
consent-scope-email = الاطّلاع على عنوان بريدك الإلكتروني
consent-scope-roles = الاطّلاع على أدوارك
consent-scope-offline = البقاء على اتصال أثناء غيابك
consent-scope-other = استخدام «{ $scope }»
consent-allow = سماح
consent-deny = رفض
consent-privacy = سياسة خصوصية التطبيق
consent-terms = شروط التطبيق

## On the way

hop-back = ارجع إلى التطبيق. يمكنك بعد ذلك إغلاق هذه النافذة.
hop-open = فتح التطبيق
hop-on = سيتم نقلك إلى { $host }.
sign-out-title = هل تريد تسجيل الخروج من { $app }؟
sign-out-stay = البقاء في الحساب
goodbye-title = تم تسجيل الخروج
goodbye-heading = تم تسجيل خروجك
goodbye-shared = على الأجهزة المشتركة، أغلق هذه النافذة أيضًا.
sign-in-again = تسجيل الدخول مجددًا

## The platform

setup-title = إعداد
setup-heading = إعداد هذه المنصة
setup-how = تمت دعوتك لإدارة هذه المنصة. اختر كلمة مرور، ثم أكّد عنوان بريدك الإلكتروني بالرمز الذي سنرسله إليك.
error-home = العودة إلى { $app }
error-reference = المرجع
error-our-side = حدث خطأ من جانبنا. لم يتغيّر شيء.

## Staying, and what is still missing

identifier-notice-leaving = سيُحذف حسابك، وقد تم تسجيل خروجك من جميع الأجهزة. سجّل الدخول للاحتفاظ به.
identifier-notice-deleted = تم حذف حسابك.
reactivate-title = هل تريد الاحتفاظ بحسابك؟
reactivate-when = سيُحذف في { $day } مع كل ما فيه.
reactivate-keep = الاحتفاظ بحسابي
reactivate-leave = تركه ليُحذف
step-title = خطوة واحدة متبقية
step-why = يطلب { $app } هذه المعلومات من الجميع.
terms-agree = أوافق على الشروط
terms-read = قراءة الشروط

## An invitation

invited-title = لديك دعوة
invited-heading = دعوة إلى { $app }
invited-new = أنشئ حسابك لقبول الدعوة. تم تأكيد عنوانك بالفعل.
invited-create = القبول وإنشاء الحساب
invited-known = لديك حساب بالفعل. سجّل الدخول لقبول الدعوة.
invited-consent = اقبل الدعوة بحسابك.
invited-accept = قبول

## Proving oneself again

step-up-title = أكِّد أنك أنت
step-up-why = ما يلي محميّ جيدًا، لذلك يسألك { $app } مرة أخرى.
step-up-totp-code = الرمز من تطبيقك
step-up-recovery-code = رمز الاسترداد
step-up-recovery-hint = كل رمز يعمل مرة واحدة.
step-up-by-password = استخدام كلمة المرور
step-up-by-totp = استخدام تطبيق المصادقة
step-up-by-recovery-code = استخدام رمز استرداد
step-up-by-passkey = استخدام مفتاح مرور
step-up-by-provider = تسجيل الدخول عبر مزوّدي

## Passkeys

passkey-use = تسجيل الدخول بمفتاح مرور
passkey-offer-title = سجّل الدخول أسرع في المرة القادمة
passkey-offer-why = يتيح لك مفتاح المرور تسجيل الدخول ببصمتك أو وجهك أو رمز PIN لجهازك. لا يمكن تخمينه، ولا تستطيع أي صفحة مزيفة سرقته.
passkey-create = إنشاء مفتاح مرور
passkey-later = ليس الآن
passkey-never = عدم السؤال مجددًا على هذا الجهاز

## عامل ثانٍ

mfa-title = أكِّد أنك أنت
mfa-app-how = ستة أرقام من تطبيق المصادقة الخاص بك لـ { $app }.
mfa-recovery-code = رمز الاسترداد
mfa-recovery-how = أحد الرموز التي حفظتها. كل منها يعمل مرة واحدة.
mfa-few-left =
    { $left ->
        [zero] لم يبقَ أي رمز ({ $left }).
        [one] بقي رمز واحد ({ $left }).
        [two] بقي رمزان ({ $left }).
        [few] بقيت { $left } رموز.
        [many] بقي { $left } رمزًا.
       *[other] بقي { $left } رمز.
    }
mfa-remember =
    { $days ->
        [zero] لا تسأل مرة أخرى في هذا المتصفح لمدة { $days } يوم
        [one] لا تسأل مرة أخرى في هذا المتصفح ليوم واحد ({ $days })
        [two] لا تسأل مرة أخرى في هذا المتصفح ليومين ({ $days })
        [few] لا تسأل مرة أخرى في هذا المتصفح لمدة { $days } أيام
        [many] لا تسأل مرة أخرى في هذا المتصفح لمدة { $days } يومًا
       *[other] لا تسأل مرة أخرى في هذا المتصفح لمدة { $days } يوم
    }
mfa-use-app = استخدام تطبيق المصادقة
mfa-use-recovery = استخدام رمز استرداد
mfa-lost = لم تبقَ أي طريقة؟ اسأل دعم التطبيق.
mfa-setup-title = إعداد عامل ثانٍ
mfa-setup-why = للمتابعة، احمِ حسابك بعامل ثانٍ إلى جانب طريقة تسجيل دخولك.
mfa-setup-passkey = مفتاح المرور
mfa-setup-app-how = تحتاج إلى تطبيق مصادقة، أو إلى مدير كلمات مرور ينشئ مثل هذه الرموز.
mfa-setup-begin = إعداد التطبيق
mfa-scan = امسح هذا الرمز بتطبيق المصادقة، ثم اكتب الأرقام الستة التي يعرضها.
mfa-qr = رمز QR لتطبيق المصادقة
mfa-key-instead = كتابة مفتاح بدلًا من ذلك
mfa-key-how = اختر «إدخال مفتاح» في التطبيق، مع رموز حسب الوقت، واكتب:
mfa-other-key = إنشاء مفتاح آخر
mfa-codes-title = احفظ رموز الاسترداد
mfa-codes-how = كل رمز منها يحل محل عاملك الثاني مرة واحدة إذا فقدته. احتفظ بها حيث لا يجدها أحد غيرك: لن تُعرض مرة أخرى.
mfa-codes-saved = لقد حفظت هذه الرموز
mfa-codes-gone = لم تعد رموز الاسترداد معروضة. إذا لم تحفظها، فأنشئ رموزًا جديدة في حسابك.
mfa-codes-seen = فهمت

## Codes by SMS

mfa-sms-to = سنرسل رمزًا من ستة أرقام إلى { $phone }.
mfa-sms-send = أرسل الرمز
mfa-use-sms = استخدام رمز عبر رسالة SMS
