# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = 登录 { $app } 并管理您的账号。
frame-environment = 环境
frame-development = 开发环境——请勿输入真实的个人数据
frame-privacy = 隐私政策
frame-terms = 服务条款
frame-help = 帮助
frame-language = 语言
frame-show-password = 显示密码
frame-hide-password = 隐藏密码

## Words of several pages

to-client = 以继续前往“{ $client }”
continue = 继续
change = 更改
start-again = 重新开始
email-address = 邮箱地址
name = 姓名
optional = 选填
password = 密码
new-password = 新密码
password-hint = 至少 { $least } 个字符。建议使用几个互不相关的词语。
code = 验证码
sign-in = 登录
sign-up = 创建账号
sign-out = 退出登录
signed-in = 已登录
signed-in-as = 当前登录账号：{ $email }
use-another-account = 使用其他账号
provider-continue = 使用 { $provider } 继续
fields-problem = 请检查下方标出的内容。
fields-check = 请检查下方各项内容。

## Signing in

identifier-new = 还没有账号？
identifier-notice-undone = 您的邮箱地址已恢复，所有设备均已退出登录。请设置新密码，或使用验证码登录。
identifier-notice-password = 新密码已设置，请使用新密码登录。
chooser-title = 选择账号
password-heading = 输入密码
password-forgot = 忘记密码？
password-mail-code = 改用邮件验证码
password-mail-link = 改用邮件链接
code-heading-sign-in = 请查看您的邮件
code-heading-sign-up = 确认您的邮箱地址
code-heading-setup = 确认是您本人
code-expired = 发送至 { $address } 的内容已过期。
code-sent = 已向 { $address } 发送 6 位数验证码，{ $minutes } 分钟内在此浏览器中有效。
code-link-sent = 已向 { $address } 发送链接，{ $minutes } 分钟内在此浏览器中有效。
code-send-new = 重新发送验证码
code-send-new-link = 重新发送链接
code-wrong-address = 邮箱地址有误？
connect-title = 确认是您本人
connect-why = { $provider } 向我们提供了邮箱地址 { $address }。请验证一次，确认此邮箱或使用此邮箱的账号属于您；之后即可使用 { $provider } 登录。
connect-mail-code = 获取邮件验证码
connect-password = 输入密码
provider-tested-title = 提供方测试
provider-tested-works = { $provider } 可以使用
provider-tested-failed = { $provider } 测试失败
provider-tested-nobody = 没有人登录，也没有保存任何内容。您可以关闭此页面。
provider-tested-cause = 原因：
provider-tested-absent = 未发送
link-title = 是您本人操作吗？
link-dead = 此链接在此处无效
link-sign-in-instead = 在此处登录

## Signing up

sign-up-have = 已有账号？

## A forgotten password

reset-title = 重置密码
reset-how = 我们将通过邮件向您发送验证码和链接。在您使用其中之一前，密码保持不变。
reset-send = 发送
reset-remembered = 想起密码了？
new-password-title = 设置新密码
new-password-sent = 如果 { $address } 已在此注册账号，您将收到验证码。验证码 30 分钟内有效。
new-password-whose = 账号：{ $address }。设置后，所有设备都将退出登录。
new-password-set = 设置密码
new-password-nothing = 没有收到邮件？
new-password-again = 重新发送

## Consent

consent-title = 授权访问
consent-heading = 允许“{ $client }”访问吗？
consent-who = “{ $client }”（{ $host }）并非由 { $app } 提供。它请求以下权限：
consent-scope-openid = 识别您在此处的身份
consent-scope-profile = 查看您的姓名、头像和语言
consent-scope-email = 查看您的邮箱地址
consent-scope-roles = 查看您的角色
consent-scope-offline = 在您离开时保持连接
consent-scope-other = 使用“{ $scope }”
consent-allow = 允许
consent-deny = 拒绝
consent-privacy = 该应用的隐私政策
consent-terms = 该应用的服务条款

## On the way

hop-back = 请返回应用，之后即可关闭此窗口。
hop-open = 打开应用
hop-on = 即将前往 { $host }。
sign-out-title = 要退出登录 { $app } 吗？
sign-out-stay = 保持登录
goodbye-title = 已退出登录
goodbye-heading = 您已退出登录
goodbye-shared = 如果使用的是公用电脑，请同时关闭此窗口。
sign-in-again = 重新登录

## The platform

setup-title = 设置
setup-heading = 设置此平台
setup-how = 您受邀管理此平台。请先设置密码，再使用邮件中的验证码确认您的邮箱地址。
error-home = 返回 { $app }
error-reference = 参考编号
error-our-side = 我们这边出现了问题。未作任何更改。

## Staying, and what is still missing

identifier-notice-leaving = 您的账号将被删除，所有设备均已退出登录。如需保留，请登录。
identifier-notice-deleted = 您的账号已删除。
reactivate-title = 要保留您的账号吗？
reactivate-when = 它将于 { $day } 连同全部内容一起删除。
reactivate-keep = 保留我的账号
reactivate-leave = 仍然删除
step-title = 还差一步
step-why = { $app } 要求每位用户提供以下信息。
terms-agree = 我同意服务条款
terms-read = 阅读服务条款

## An invitation

invited-title = 您收到了邀请
invited-heading = { $app } 邀请您加入
invited-new = 请创建账号以接受邀请。您的邮箱地址已确认。
invited-create = 接受并创建账号
invited-known = 您已有账号。请登录以接受邀请。
invited-consent = 使用您的账号接受邀请。
invited-accept = 接受

## Proving oneself again

step-up-title = 确认是您本人
step-up-why = 接下来的操作受到严格保护，因此 { $app } 需要再次确认。
step-up-totp-code = 应用中的验证码
step-up-recovery-code = 恢复代码
step-up-recovery-hint = 每个代码只能使用一次。
step-up-by-password = 使用我的密码
step-up-by-totp = 使用我的身份验证器应用
step-up-by-recovery-code = 使用恢复代码
step-up-by-passkey = 使用通行密钥
step-up-by-provider = 通过我的提供商登录

## Passkeys

passkey-use = 使用通行密钥登录
passkey-offer-title = 下次登录更快捷
passkey-offer-why = 使用通行密钥，您可以通过指纹、面容或设备 PIN 登录。它无法被猜到，虚假网页也无法窃取。
passkey-create = 创建通行密钥
passkey-later = 暂不
passkey-never = 不再在此设备上询问

## 第二重验证

mfa-title = 请确认是您本人
mfa-app-how = 验证器应用中显示的 { $app } 的六位数字。
mfa-recovery-code = 恢复代码
mfa-recovery-how = 您保存的代码之一。每个只能使用一次。
mfa-few-left =
    { $left ->
       *[other] 还剩 { $left } 个。
    }
mfa-remember =
    { $days ->
       *[other] 在此浏览器中 { $days } 天内不再询问
    }
mfa-use-app = 使用验证器应用
mfa-use-recovery = 使用恢复代码
mfa-lost = 没有任何方式可用？请联系该应用的支持人员。
mfa-setup-title = 设置第二重验证
mfa-setup-why = 若要继续，请在登录方式之外，用第二重验证来保护您的帐号。
mfa-setup-passkey = 通行密钥
mfa-setup-app-how = 您需要一个验证器应用，或能生成此类代码的密码管理器。
mfa-setup-begin = 设置应用
mfa-scan = 用验证器应用扫描此码，然后输入它显示的六位数字。
mfa-qr = 用于验证器应用的二维码
mfa-key-instead = 改为输入密钥
mfa-key-how = 在应用中选择“输入密钥”和基于时间的代码，然后输入：
mfa-other-key = 生成另一个密钥
mfa-codes-title = 保存您的恢复代码
mfa-codes-how = 如果您失去了第二重验证，每个代码可以代替它一次。请保存在别人找不到的地方：它们不会再次显示。
mfa-codes-saved = 我已保存这些代码
mfa-codes-gone = 恢复代码不再显示。如果您没有保存，请在帐号中生成新的代码。
mfa-codes-seen = 我知道了

## Codes by SMS

mfa-sms-to = 我们会向 { $phone } 发送六位验证码。
mfa-sms-send = 发送验证码
mfa-use-sms = 使用短信验证码
