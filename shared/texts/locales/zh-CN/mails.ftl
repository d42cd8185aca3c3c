# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes = { $minutes } 分钟
mail-life-hours = { $hours } 小时

## How a code or link is used

mail-how-code = 请在您开始操作的页面输入此验证码。有效期为 { $life }，仅可使用一次。
mail-how-link = 请在您开始操作的浏览器中打开链接。有效期为 { $life }，仅可使用一次。
mail-how-both = 请在您开始操作的页面输入此验证码，或在同一浏览器中打开链接。两者有效期均为 { $life }，任选其一，仅可使用一次。
mail-action-sign-in = 登录
mail-action-confirm = 确认邮箱地址

## A code that signs in

mail-sign-in-code-subject = { $code } 是您的 { $app } 验证码
mail-sign-in-code-heading = 登录 { $app }
mail-sign-in-code-note = 如果不是您本人操作，请忽略此邮件：没有验证码，任何人都无法登录。请勿将验证码告诉任何人，包括我们。
mail-sign-in-link-subject = 登录 { $app }
mail-sign-in-link-note = 如果不是您本人操作，请忽略此邮件：链接只能在请求它的浏览器中使用。

## Somebody who is signed in

mail-step-up-code-subject = { $code } 是您在 { $app } 的身份确认码
mail-step-up-code-heading = 确认是您本人
mail-step-up-code-note = 如果不是您本人操作，说明有人登录了您的账户：请在所有设备上退出登录并设置新密码。请勿将验证码告诉任何人，包括我们。

## A sign-up

mail-sign-up-code-subject = { $code } 是您的 { $app } 邮箱验证码
mail-sign-up-link-subject = 确认您的 { $app } 邮箱地址
mail-sign-up-code-heading = 欢迎使用 { $app }
mail-sign-up-code-note = 如果不是您本人操作，请忽略此邮件：没有验证码就不会创建账号。
mail-sign-up-link-note = 如果不是您本人操作，请忽略此邮件：不打开链接就不会创建账号。
mail-already-registered-subject = 您已有 { $app } 账号
mail-already-registered-heading = 您已有账号
mail-already-registered-body = 有人（可能是您本人）尝试使用此邮箱地址注册 { $app }。此邮箱地址已有账号，直接登录即可。
mail-already-registered-note = 如果不是您本人操作，请忽略此邮件。未作任何更改。

## Passwords

mail-reset-password-subject = 设置您的 { $app } 新密码
mail-reset-password-heading = 设置新密码
mail-reset-password-body = 请在您提出请求的页面输入验证码，或打开链接。两者有效期均为 { $life }，任选其一，仅可使用一次。
mail-reset-password-action = 设置新密码
mail-reset-password-note = 如果不是您本人操作，请忽略此邮件：您的密码保持不变。请勿将验证码告诉任何人，包括我们。
mail-password-changed-subject = 您的 { $app } 密码已更改
mail-password-changed-heading = 您的密码已更改
mail-password-changed-body = 其他设备均已退出登录。如果是您本人操作，则无需采取任何措施。
mail-password-changed-action = 非本人操作？设置新密码
mail-password-changed-note = 此邮件涉及您的 { $app } 账号安全，因此发送给您。

## Another address

mail-email-change-code-subject = { $code } 是您的 { $app } 新邮箱验证码
mail-email-change-code-heading = 确认您的新邮箱地址
mail-email-change-code-note = 如果不是您本人操作，请忽略此邮件：没有验证码就不会作任何更改。
mail-email-change-notice-subject = 您的 { $app } 账号正在更换邮箱地址
mail-email-change-notice-heading = 您的账号正在更换邮箱地址
mail-email-change-notice-body = 有人（可能是您本人）请求将您账号的邮箱地址更换为 { $about }。如果是您本人操作，则无需采取任何措施。
mail-email-change-notice-action = 非本人操作？保留此邮箱地址
mail-email-change-notice-note = 链接有效期为 { $life }。使用后将恢复此邮箱地址，并让所有设备退出登录。

## Accounts elsewhere

mail-identity-linked-subject = 您现在可以使用 { $about } 登录 { $app }
mail-identity-linked-heading = { $about } 已关联到您的账号
mail-identity-linked-body = 有人（可能是您本人）使用此邮箱地址对应的 { $about } 账号登录了 { $app }。今后即可使用该账号登录。
mail-identity-linked-action = 查看您的账号
mail-identity-linked-note = 如果不是您本人操作，请在您的账号中解除关联，并告知该应用的支持团队。

## For those who run the platform or an application

mail-operator-code-subject = { $code } 是您的 { $app } 邮箱验证码
mail-operator-code-heading = 管理 { $app }
mail-operator-code-note = 如果不是您本人操作，请告知此部署环境的负责人。
mail-operator-invitation-subject = 邀请您管理 { $app }
mail-operator-invitation-heading = 管理 { $app }
mail-operator-invitation-body = 您受邀管理此 { $app } 部署环境。链接有效期为 { $life }，仅可使用一次。
mail-operator-invitation-action = 设置您的账号
mail-operator-invitation-note = 如果您对此并不知情，请忽略：无法访问您邮箱的人不能使用此邀请。
mail-domain-degraded-subject = { $about } 缺少 DNS 记录
mail-domain-degraded-heading = { $about } 的一条 DNS 记录缺失
mail-domain-degraded-body = { $app } 使用 { $about } 所需的 DNS 记录已发生变化。目前仍可正常访问；如果记录未恢复，将在 14 天后停止服务。
mail-domain-degraded-action = 查看是哪条记录
mail-domain-degraded-note = 您是拥有该应用的团队的管理员，因此收到此邮件。

## Second factors taken away

mail-mfa-reset-subject = 您在 { $app } 的账户的双重验证已被移除
mail-mfa-reset-heading = 您的双重验证已被移除
mail-mfa-reset-body = 管理员移除了它们，您已在所有设备上退出登录。在您重新设置之前，登录时不再需要双重验证。
mail-mfa-reset-action = 查看您的账户
mail-mfa-reset-note = 如果这不是您要求的，请联系该应用的支持人员。

## An invitation, and the end of an account

mail-life-days = { $days } 天
mail-invitation-subject = { $app } 邀请您加入
mail-invitation-heading = { $app } 邀请您加入
mail-invitation-body = 您受邀开通 { $app } 账号。链接在 { $life } 内有效，且只能使用一次。
mail-invitation-action = 接受邀请
mail-invitation-note = 如果您没有预料到此邮件，请忽略：不使用链接就不会创建账号。切勿将链接转发给他人。
mail-team-invitation-subject = 邀请您加入团队 { $about }
mail-team-invitation-heading = 邀请您加入团队 { $about }
mail-team-invitation-body = 您受邀加入 { $app } 的团队 { $about }。链接在 { $life } 内有效，且只能使用一次。
mail-team-invitation-action = 接受邀请
mail-team-invitation-note = 如果您没有预料到此邮件，请忽略：不使用链接就不会加入团队。切勿将链接转发给他人。
mail-transfer-requested-subject = { $about } 将转让给您的团队
mail-transfer-requested-heading = { $about } 将转让给您的团队
mail-transfer-requested-body = 另一个团队希望将应用 { $about } 转让给您的团队。请在 7 天内在 { $app } 中接受或拒绝。
mail-transfer-requested-action = 查看转让
mail-transfer-requested-note = 您是接收该应用的团队的管理员，因此收到此邮件。
mail-deletion-scheduled-subject = 您的 { $app } 账号将于 { $about } 删除
mail-deletion-scheduled-heading = 您的账号将于 { $about } 删除
mail-deletion-scheduled-body = 您已在所有设备上退出登录。如需保留账号，请在 { $about } 之前登录并确认。
mail-deletion-scheduled-action = 登录并保留
mail-deletion-scheduled-note = 如果不是您本人的请求，请登录、保留账号并设置新密码。
mail-account-deleted-subject = 您的 { $app } 账号已删除
mail-account-deleted-heading = 您的账号已删除
mail-account-deleted-body = 您已在所有设备上退出登录，与您有关的数据正在清除，且无法恢复。
mail-account-deleted-note = 这是有关该账号的最后一封邮件。此邮箱地址可用于重新注册 { $app }。

## Passkeys

mail-passkey-added-subject = 您的 { $app } 账号添加了通行密钥
mail-passkey-added-heading = 您有了新的通行密钥
mail-passkey-added-body = 今后您可以使用通行密钥“{ $about }”登录 { $app }。
mail-passkey-added-action = 查看您的通行密钥
mail-passkey-added-note = 如果不是您本人操作，请移除该通行密钥并更改密码。
mail-passkey-removed-subject = 您的 { $app } 账号移除了通行密钥
mail-passkey-removed-heading = 通行密钥已移除
mail-passkey-removed-body = 通行密钥“{ $about }”不能再用于登录 { $app }。
mail-passkey-removed-action = 查看您的通行密钥
mail-passkey-removed-note = 如果不是您本人操作，请更改密码并告知该应用的支持团队。

## 第二重验证和新的浏览器

mail-mfa-enrolled-subject = 验证器应用正在保护您的 { $app } 帐号
mail-mfa-enrolled-heading = 已设置验证器应用
mail-mfa-enrolled-body = 从现在起，登录需要它的代码。您已在其他所有位置退出登录。如果是您本人操作，则无需处理。
mail-mfa-enrolled-action = 查看您的帐号
mail-mfa-enrolled-note = 如果不是您本人操作，请设置新密码并告知该应用的支持人员。
mail-mfa-removed-subject = 您的 { $app } 帐号的验证器应用已移除
mail-mfa-removed-heading = 验证器应用已移除
mail-mfa-removed-body = 登录不再需要它的代码。您已在其他所有位置退出登录。如果是您本人操作，则无需处理。
mail-mfa-removed-action = 查看您的帐号
mail-mfa-removed-note = 如果不是您本人操作，请设置新密码并告知该应用的支持人员。
mail-recovery-codes-made-subject = { $app } 的新恢复代码
mail-recovery-codes-made-heading = 已生成新的恢复代码
mail-recovery-codes-made-body = 旧代码已失效。如果是您本人操作，则无需处理。
mail-recovery-codes-made-action = 查看您的帐号
mail-recovery-codes-made-note = 如果不是您本人操作，请设置新密码并告知该应用的支持人员。
mail-recovery-code-used-subject = { $app } 的一个恢复代码已被使用
mail-recovery-code-used-heading = 使用了一个恢复代码
mail-recovery-code-used-body = 它代替了您的第二重验证，不能再次使用。剩余代码：{ $about }。
mail-recovery-code-used-action = 查看您的帐号
mail-recovery-code-used-note = 如果不是您本人操作，请设置新密码、生成新的恢复代码，并告知该应用的支持人员。
mail-new-device-subject = 您从新的浏览器登录了 { $app }
mail-new-device-heading = 有新的浏览器登录
mail-new-device-body = 您的 { $app } 帐号在一个从未见过的浏览器中被使用：{ $about }。如果是您本人操作，则无需处理。
mail-new-device-action = 查看您在哪里登录
mail-new-device-note = 如果不是您本人操作，请在那里退出登录并设置新密码。

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = 您的 { $app } 账号添加了电话号码
mail-phone-added-heading = 已添加电话号码
mail-phone-added-body = { $about } 现在可以接收您账号的短信验证码。如果是您本人操作，则无需处理。
mail-phone-added-action = 查看您的账号
mail-phone-added-note = 如果不是您本人操作，请设置新密码并告知应用的支持人员。
mail-phone-removed-subject = 您的 { $app } 账号移除了电话号码
mail-phone-removed-heading = 已移除电话号码
mail-phone-removed-body = { $about } 不再接收验证码。您已在其他所有位置退出登录。如果是您本人操作，则无需处理。
mail-phone-removed-action = 查看您的账号
mail-phone-removed-note = 如果不是您本人操作，请设置新密码并告知应用的支持人员。
mail-sms-code = { $app } 验证码：{ $code }（{ $minutes } 分钟内有效）
mail-sms-code-short = 验证码：{ $code }（{ $minutes } 分钟）
