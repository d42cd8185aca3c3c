# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = 请输入内容。
said-required = 此项为必填项。
said-long = 最多可输入 { $most } 个字符。
said-invisible = 请删除不可见字符或控制字符。
said-email = 请输入邮箱地址，例如 name@example.com。
said-same-address = 这已是您当前的邮箱地址。

## Passwords: said one after the other

weak = 请换一个密码。
weak-short = 至少使用 { $least } 个字符。
weak-long = 最多使用 128 个字符。
weak-breached = 此密码已在其他网站的数据泄露事件中外泄，请勿再在任何地方使用。
weak-personal = 请勿使用您的姓名、邮箱地址或应用名称。
weak-common = 此密码容易被猜到，请使用几个互不相关的词语。

## Signing in

said-wrong-password = 邮箱地址或密码不正确。
said-locked-minute = 尝试次数过多。请等待 1 分钟，或使用邮件验证码登录。
said-locked = 尝试次数过多。请等待 { $minutes } 分钟，或使用邮件验证码登录。
said-mail-off = 此处不支持通过邮件登录，请使用密码。
said-password-off = 此处不支持密码登录，请使用邮件验证码。
said-passwords-off = 此处不支持使用密码。
said-passwords-off-code = 此处不支持使用密码，请使用邮件验证码登录。
said-sent-just-now = 刚刚已发送验证码。请等待 { $seconds } 秒后重新获取。
said-too-slow = 操作超时，请重新开始。
said-support = 操作未成功，请联系该应用的支持团队。
said-step-done = 此步骤已完成，或该邮箱地址在此期间已被使用。请登录以继续。
said-other-browser = 此链接只能在请求它的浏览器中使用。请返回该浏览器，输入邮件中的验证码，或再次打开链接。
said-over = 此次登录已结束，或是在其他浏览器中开始的。请重新开始。
said-other-step = 此次登录已进行到其他步骤。
said-complete = 此次登录已完成，请返回应用。
said-code-wrong-last = 验证码不正确，且已无剩余尝试次数。请重新获取。
said-code-wrong-one = 验证码不正确，还可尝试 1 次。
said-code-wrong = 验证码不正确，还可尝试 { $left } 次。
said-code-old = 此验证码已失效，请重新获取。
said-tries-at-once = 同时尝试的次数过多，请稍候。
said-link-dead = 此链接已使用、已过期或已被更新的邮件取代。请重新获取。
said-too-often = 操作过于频繁，请稍候再试。
said-busy = 当前登录人数较多，请稍候再试。
said-whose = 请先指定要设置密码的账号。
said-step-up-other-way = 您不能用这种方式确认。请使用其他方式。
said-step-up-changed = 您的登录状态在此期间发生了变化：您已在另一个标签页中确认，或已退出登录。请重试。

## Signing up

said-invited-only = 仅限受邀用户创建新账号。
said-domain = 该域名的邮箱地址无法在此注册。

## Other providers

said-provider-off = 此处不支持该登录方式，请使用其他方式。
said-provider-denied = 第三方服务未能完成登录。请重试，或使用其他方式。
said-provider-failed = 第三方服务返回了不可信的响应。请重试，或使用其他方式。
said-provider-late = 操作超时、已完成，或是在其他浏览器中开始的。请重试。
said-provider-closed = 您在此处没有账号，且目前不开放注册。
said-provider-domain = 该域名的邮箱地址无法在此注册。
said-provider-account = 您在此处已有账号，请使用之前的方式登录。
said-provider-taken = 该第三方账号已关联此处的其他用户。
said-provider-limit = 无法关联更多账号，请先移除一个。
said-provider-often = 操作过于频繁，请过一段时间再试。
said-provider-again = 同时发生了其他操作，请重试。
said-provider-unknown = 此处没有该身份提供方。

## More of signing in

said-request-old = 此次登录耗时过长或已被更改。请返回应用重新开始。
said-not-fresh = 要执行此操作，请确认是您本人：您上次登录的时间太久了。
said-too-weak = 要执行此操作，请用双重验证确认是您本人。
said-provider-new = 无法使用此账号创建新账号。

## The own account

said-address-failed = 无法更改邮箱地址。请重新获取验证码，或换一个邮箱地址。
said-last-way = 这是唯一的登录方式，请先设置其他方式。
said-no-session = 此会话不存在。
said-this-session = 这是您正在使用的会话，请改为退出登录。
said-no-connection = 此关联不存在。
said-other-person = 此浏览器目前登录的是其他人的账号。未作任何更改，请返回您的账号后再次查看。
said-sign-in-first = 请先登录。

## Applications

said-redirect = 将您转到此处的应用请求返回一个未注册的地址。
said-client = 将您转到此处的应用未知或已停用。
said-consent-session = 您已不在登录状态。请返回应用并重新开始。
said-consent-choose = 请选择“允许”或“拒绝”。
said-consent-none = 请至少允许一项权限，或选择拒绝。
said-application-unknown = 此地址没有对应的应用，请检查拼写。
said-application-suspended = 此应用已被平台管理员暂停。
said-back-and-tell = 请返回应用并重试。如果问题再次出现，请将此处显示的内容告知该应用的支持团队。

## Requests

said-late = 操作超时，请重试。
said-nothing-here = 此地址没有任何内容。
said-no-page = 此页面不存在。
said-no-thing = 未找到相应内容。
said-form-old = 此页面打开时间过长，请重新开始。未作任何更改。
said-no-cookie = 您的浏览器未发送 Cookie。请允许此网站使用 Cookie，然后重新加载页面。
said-not-our-page = 此请求并非来自我们的页面。请返回并重新加载页面，然后重试。

## Titles of error codes; an unknown one has the last

title-malformed-body = 无法读取请求正文
title-invalid-host = Host 标头不可用
title-invalid-parameter = 查询参数无效
title-code-invalid = 验证码不正确
title-code-expired = 验证码已过期
title-link-invalid = 链接已失效
title-wrong-browser = 链接属于其他浏览器
title-invitation-invalid = 邀请已失效
title-unauthenticated = 需要验证身份
title-invalid-credentials = 登录失败
title-tx-expired = 此次登录已过期
title-forbidden = 缺少权限
title-csrf-failed = 请求并非来自我们的页面
title-step-up-required = 需要重新登录
title-application-suspended = 应用已暂停
title-method-disabled = 该方式已停用
title-signup-closed = 未开放注册
title-signup-domain-not-allowed = 未向该域名开放注册
title-invitation-wrong-email = 邀请对应其他邮箱地址
title-not-found = 未找到
title-application-not-found = 此处没有应用
title-not-issuer-host = 颁发者已迁移
title-method-not-allowed = 此处不允许使用该方法
title-wrong-state = 此次登录已进行到其他步骤
title-email-taken = 邮箱地址已被使用
title-email-change-failed = 无法更改邮箱地址
title-last-sign-in-method = 必须保留一种登录方式
title-identity-in-use = 第三方账号属于其他用户
title-session-is-current = 这是当前会话
title-session-changed = 目前登录的是其他人
title-payload-too-large = 请求正文过大
title-uri-too-long = 网址过长
title-validation-error = 部分内容无效
title-weak-password = 密码强度过低
title-limit-exceeded = 已达到上限
title-too-many-attempts = 尝试次数过多
title-rate-limited = 请求过多
title-internal-error = 我们这边出现了问题
title-upstream-failed = 其他服务响应异常
title-upstream-timeout = 其他服务响应超时
title-unavailable = 暂时无法使用
title-busy = 暂时繁忙
title-invalid-request = 请求无效
title-invalid-client = 无法验证客户端
title-invalid-redirect-uri = 重定向 URI 未注册
title-access-denied = 访问被拒绝
title-other = 出现问题

## The end of an account, and invitations

said-no-deletion = 没有待执行的删除。
said-keep-or-leave = 请选择保留账号或继续删除。
said-last-admin = 请先删除您团队的应用，或指定其他人为管理员。
said-type-address = 请输入此账号的邮箱地址以将其删除。
said-terms = 请同意服务条款以继续。
said-invitation-over = 此邀请已被使用、撤销或已过期。请向发送者索取新的邀请。
said-invitation-other = 此邀请发给另一个邮箱地址。请在此退出登录，然后重新打开链接。
said-invitation-account = 您已有账号。请先登录，再接受邀请。
title-last-admin = 必须保留一名管理员

## Passkeys

said-passkey-wrong = 该通行密钥无效。请重试，或使用其他方式。
said-passkey-off = 此处已关闭通行密钥。请使用其他方式。
said-passkey-none = 此账号没有通行密钥。请使用其他方式。
said-passkey-limit = 无法再添加通行密钥。请先移除一个。

## 第二重验证

said-factor-wrong = 该代码不正确或已被使用。请等待下一个。
said-recovery-wrong = 该恢复代码不正确或已被使用。
said-factor-unavailable = 您不能使用这种确认方式。请使用其他方式。
said-factor-often = 尝试的代码过多。请稍候再试。
said-factor-off = 这里已关闭验证器应用。
said-factor-there = 已设置验证器应用。
said-factor-none = 没有验证器应用。
said-factor-required = 这里要求第二重验证。请先设置另一种。
said-factor-first = 请先设置第二重验证：恢复代码是它的替代。
said-device-none = 没有这样的设备。
said-account-changed = 您的帐号在同一时刻被更改。请再看一次。
said-codes-save = 请表明您已保存代码。

## Codes by SMS

said-sms-off = 此处已关闭短信验证码。
said-sms-country = 不向该国家或地区的号码发送验证码。
said-sms-wrong = 验证码不正确，或已发送新的验证码。请查看最新短信。
said-sms-there = 短信验证码已设置。
said-phone-none = 没有电话号码。
said-phone-invalid = 这不是电话号码。请以 + 和国家代码开头。
