# The account portal: what a person sees and changes of their own account.

portal-label = 账号
portal-profile = 个人资料
portal-security = 安全
portal-connections = 关联账号
portal-sessions = 登录会话
portal-activity = 活动记录
portal-confirm-first = 如需在此进行更改，请先确认是您本人。

notice-profile = 已保存。
notice-password = 密码已更改，其他设备均已退出登录。
notice-code = 已向新邮箱地址发送验证码。
notice-email = 邮箱地址已更改。
notice-disconnected = 已解除关联。
notice-session = 该浏览器已退出登录。

profile-title = 个人资料
profile-heading = 您的账号
profile-given-name = 名字
profile-family-name = 姓氏
profile-language = 邮件语言
profile-language-any = 跟随浏览器设置
profile-save = 保存

security-how = 管理您的登录方式。
security-code-to = 发送至 { $address } 的验证码
security-confirm = 确认新邮箱地址
security-new-address = 新邮箱地址
security-address-hint = 验证码将发送至新邮箱地址。当前邮箱地址会收到通知，并可在 72 小时内撤销更改。
security-change-address = 更改邮箱地址
security-password-hint = 至少 { $least } 个字符。其他设备都将退出登录。
security-change-password = 更改密码
security-set-password = 设置密码
security-has-password = 您已设置密码。
security-no-password = 您目前无需密码即可登录。

connections-what = 可用于在此登录的第三方账号。
connections-none = 尚未关联任何账号。
connections-disconnect = 解除关联
connections-disconnect-one = 解除与 { $provider } 的关联
connections-connect = 关联 { $provider }

sessions-heading = 已登录的浏览器
sessions-this = 此浏览器
sessions-end-one = 退出登录：{ $browser }
sessions-end-others = 在其他所有设备上退出登录
sessions-sign-out-here = 在此浏览器退出登录
browser-unknown = 未知浏览器
browser-on = { $browser }（{ $system }）
since = 始于 { $time }
since-from = 始于 { $time }，来自 { $place }

activity-what = 您的账号在过去 90 天内的活动记录。
activity-not-you = 发现非本人操作？
activity-change-password = 更改密码，并让其他设备全部退出登录。
activity-by-other = 非本人操作
activity-none = 暂无活动记录。
activity-older = 更早的记录

undo-title = 恢复邮箱地址
undo-heading = 要恢复原邮箱地址吗？
undo-how = 您的账号将恢复为原邮箱地址，所有设备都将退出登录，并需重新设置密码。
undo-keep = 恢复邮箱地址

## What happened

event-signed-in = 已登录
event-sign-in-failed = 登录失败
event-locked = 因多次输错密码，登录已被锁定
event-unlocked = 登录已解除锁定
event-created = 账号已创建
event-updated = 个人资料已更改
event-disabled = 账号已停用
event-enabled = 账号已启用
event-password-changed = 密码已更改
event-password-asked = 已请求重置密码
event-password-reset = 密码已重置
event-email-asked = 已请求更改邮箱地址
event-email-changed = 邮箱地址已更改
event-email-undone = 已撤销更改邮箱地址
event-role-added = 已授予角色
event-role-removed = 已移除角色
event-session-stepped-up = 您确认了是您本人
event-mfa-reset = 管理员移除了您的双重验证
event-session-ended = 已退出登录
event-session-revoked = 已结束一个会话
event-sessions-revoked = 已结束所有会话
event-grant-created = 应用已获得访问权限
event-grant-revoked = 应用的访问权限已终止
event-consent-granted = 已允许应用访问
event-consent-denied = 已拒绝应用访问
event-consent-withdrawn = 已撤回对应用的许可
event-token-reused = 已使用过的令牌被再次使用，其访问权限已终止
event-code-mailed = 已发送邮件验证码
event-other = 账号有变动

## The own data, and the end of the account

portal-data = 数据
data-title = 您的数据
data-confirm-first = 要在此进行操作，请先确认是您本人。
data-export-heading = 导出数据
data-export-what = 一个文件，包含您的资料、关联、会话、应用权限和账号动态。
data-export = 下载我的数据
data-delete-heading = 删除账号
data-delete-what = 所有设备都会退出登录，所有应用会立即失去访问权限。
data-delete-now = 账号会立即删除，且无法恢复。
data-delete-days = { $days } 天内登录可保留账号，之后将被删除且无法恢复。
data-type-address = 请输入您的邮箱地址以确认
data-type-id = 请输入 { $id } 以确认
data-delete = 删除我的账号
event-deletion-scheduled = 已申请删除账号
event-deletion-cancelled = 账号已保留
event-exported = 数据已下载

passkeys-title = 通行密钥
passkeys-what = 使用通行密钥，您可以通过指纹、面容或设备 PIN 登录。
passkeys-none = 您还没有通行密钥。
passkeys-add = 添加通行密钥
passkeys-needs-script = 要添加通行密钥，请允许此页面运行脚本。
passkeys-added = 添加于 { $day }
passkeys-used = 最近使用于 { $day }
passkeys-unused = 从未使用
passkeys-synced = 在多台设备上
passkeys-bound = 仅在一台设备上
passkeys-name = 名称
passkeys-rename = 重命名
passkeys-rename-one = 重命名 { $name }
passkeys-remove = 移除
passkeys-remove-one = 移除 { $name }
notice-passkey-added = 您的通行密钥已可使用。
notice-passkey-renamed = 已重命名。
notice-passkey-removed = 已移除。它不能再用于登录。
event-passkey-added = 添加了通行密钥
event-passkey-renamed = 重命名了通行密钥
event-passkey-removed = 移除了通行密钥
event-passkey-copied = 拒绝了可能被复制的通行密钥

## 第二重验证和已记住的浏览器

mfa-heading = 第二重验证
mfa-what = 除登录方式之外，再使用手机上的代码。
mfa-app = 验证器应用
mfa-since = 设置于 { $day }
mfa-none = 尚未设置验证器应用。
mfa-add = 设置验证器应用
mfa-replace = 换用另一个应用
mfa-remove = 移除应用
mfa-stays = 这里要求第二重验证：您可以换用另一个应用，但不能移除。
mfa-codes = 恢复代码
mfa-codes-left =
    { $left ->
       *[other] 还剩 { $left } 个恢复代码。
    }
mfa-new-codes = 生成新的恢复代码
mfa-new-codes-how = 旧代码将失效。
mfa-manage = 更改第二重验证
notice-mfa = 验证器应用已设置。您已在其他所有位置退出登录。
notice-mfa-removed = 应用已移除。您已在其他所有位置退出登录。
notice-codes-saved = 恢复代码已就绪。
notice-device = 已忘记。
devices-heading = 已记住的浏览器
devices-trusted = { $day } 之前无需第二重验证
devices-forget = 忘记
devices-forget-one = 忘记 { $browser }
event-mfa-enrolled = 设置了验证器应用
event-mfa-removed = 移除了验证器应用
event-codes-made = 生成了新的恢复代码
event-code-used = 使用了恢复代码
event-mfa-asked = 要求了第二重验证
event-mfa-given = 通过了第二重验证
event-mfa-failed = 第二重验证有误
event-device-trusted = 记住了一个浏览器
event-device-forgotten = 忘记了一个浏览器
