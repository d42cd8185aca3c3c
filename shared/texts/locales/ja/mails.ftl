# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes = { $minutes }分
mail-life-hours = { $hours }時間

## How a code or link is used

mail-how-code = 手続きを始めた画面に入力してください。有効期間は{ $life }で、1回のみ使用できます。
mail-how-link = 手続きを始めたブラウザでリンクを開いてください。有効期間は{ $life }で、1回のみ使用できます。
mail-how-both = 手続きを始めた画面に入力するか、同じブラウザでリンクを開いてください。有効期間は{ $life }で、どちらか一方を1回のみ使用できます。
mail-action-sign-in = ログイン
mail-action-confirm = メールアドレスを確認

## A code that signs in

mail-sign-in-code-subject = { $code } は{ $app }の確認コードです
mail-sign-in-code-heading = { $app }にログイン
mail-sign-in-code-note = 心当たりがない場合は、このメールを無視してください。確認コードがなければ、誰もログインできません。確認コードは、サポート担当者を含め、誰にも教えないでください。
mail-sign-in-link-subject = { $app }にログイン
mail-sign-in-link-note = 心当たりがない場合は、このメールを無視してください。リンクは、リクエストしたブラウザでのみ使用できます。

## Somebody who is signed in

mail-step-up-code-subject = { $code } は{ $app }の本人確認コードです
mail-step-up-code-heading = 本人確認
mail-step-up-code-note = 心当たりがない場合は、誰かがあなたのアカウントにログインしています。すべての端末からログアウトし、新しいパスワードを設定してください。確認コードは、サポート担当者を含め、誰にも教えないでください。

## A sign-up

mail-sign-up-code-subject = { $code } は{ $app }のメールアドレス確認用コードです
mail-sign-up-link-subject = { $app }に登録するメールアドレスをご確認ください
mail-sign-up-code-heading = { $app }へようこそ
mail-sign-up-code-note = 心当たりがない場合は、このメールを無視してください。確認コードがなければ、アカウントは作成されません。
mail-sign-up-link-note = 心当たりがない場合は、このメールを無視してください。リンクを開かないかぎり、アカウントは作成されません。
mail-already-registered-subject = { $app }のアカウントをすでにお持ちです
mail-already-registered-heading = すでにアカウントをお持ちです
mail-already-registered-body = このメールアドレスで{ $app }に登録する操作がありました（おそらくご本人によるものです）。すでにアカウントがありますので、そのままログインしてください。
mail-already-registered-note = 心当たりがない場合は、このメールを無視してください。何も変更されていません。

## Passwords

mail-reset-password-subject = { $app }の新しいパスワードを設定してください
mail-reset-password-heading = 新しいパスワードを設定
mail-reset-password-body = リクエストした画面に確認コードを入力するか、リンクを開いてください。有効期間は{ $life }で、どちらか一方を1回のみ使用できます。
mail-reset-password-action = 新しいパスワードを設定
mail-reset-password-note = 心当たりがない場合は、このメールを無視してください。パスワードは変わりません。確認コードは、サポート担当者を含め、誰にも教えないでください。
mail-password-changed-subject = { $app }のパスワードが変更されました
mail-password-changed-heading = パスワードが変更されました
mail-password-changed-body = ほかのデバイスからはすべてログアウトされています。ご自身で変更した場合は、何もする必要はありません。
mail-password-changed-action = 心当たりがない場合は再設定する
mail-password-changed-note = このメールは、{ $app }のアカウントの安全に関する重要なお知らせです。

## Another address

mail-email-change-code-subject = { $code } は{ $app }の新しいメールアドレス確認用コードです
mail-email-change-code-heading = 新しいメールアドレスを確認
mail-email-change-code-note = 心当たりがない場合は、このメールを無視してください。確認コードがなければ、何も変更されません。
mail-email-change-notice-subject = { $app }のアカウントのメールアドレス変更のお知らせ
mail-email-change-notice-heading = メールアドレス変更のお知らせ
mail-email-change-notice-body = アカウントのメールアドレスを { $about } に変更するリクエストがありました（おそらくご本人によるものです）。ご自身でリクエストした場合は、何もする必要はありません。
mail-email-change-notice-action = 心当たりがない場合は変更を取り消す
mail-email-change-notice-note = リンクの有効期間は{ $life }です。リンクを使用すると、このメールアドレスに戻り、すべてのデバイスからログアウトされます。

## Accounts elsewhere

mail-identity-linked-subject = { $about }で{ $app }にログインできるようになりました
mail-identity-linked-heading = { $about }をアカウントと連携しました
mail-identity-linked-body = このメールアドレスを使用している{ $about }のアカウントで、{ $app }へのログインがありました（おそらくご本人によるものです）。今後はそのアカウントでログインできます。
mail-identity-linked-action = アカウントを確認
mail-identity-linked-note = 心当たりがない場合は、アカウントの画面で連携を解除し、アプリのサポートにお知らせください。

## For those who run the platform or an application

mail-operator-code-subject = { $code } は{ $app }のメールアドレス確認用コードです
mail-operator-code-heading = { $app }の運用
mail-operator-code-note = 心当たりがない場合は、この環境の管理者にお知らせください。
mail-operator-invitation-subject = { $app }の運用担当者として招待されました
mail-operator-invitation-heading = { $app }の運用
mail-operator-invitation-body = この環境の{ $app }の運用担当者として招待されました。リンクの有効期間は{ $life }で、1回のみ使用できます。
mail-operator-invitation-action = アカウントをセットアップ
mail-operator-invitation-note = 心当たりがない場合は、このメールを無視してください。このメールを受け取った方以外は、招待を使用できません。
mail-domain-degraded-subject = { $about } のDNSレコードが不足しています
mail-domain-degraded-heading = { $about } のDNSレコードが不足しています
mail-domain-degraded-body = { $app }で { $about } を使用するために必要なDNSレコードが、以前と異なっています。現在は引き続き利用できますが、元に戻らない場合は14日後に停止します。
mail-domain-degraded-action = 該当するレコードを確認
mail-domain-degraded-note = このメールは、アプリを所有するチームの管理者の方にお送りしています。

## Second factors taken away

mail-mfa-reset-subject = { $app }のアカウントの2段階認証が削除されました
mail-mfa-reset-heading = 2段階認証が削除されました
mail-mfa-reset-body = 管理者が削除し、すべての端末からログアウトされました。もう一度設定するまでは、2段階認証なしでログインします。
mail-mfa-reset-action = アカウントを確認
mail-mfa-reset-note = 心当たりがない場合は、アプリのサポートに連絡してください。

## An invitation, and the end of an account

mail-life-days = { $days } 日間
mail-invitation-subject = { $app } への招待
mail-invitation-heading = { $app } への招待
mail-invitation-body = { $app } のアカウントに招待されています。リンクは { $life } 有効で、一度だけ使えます。
mail-invitation-action = 招待を承諾する
mail-invitation-note = 心当たりがない場合は、このメールを無視してください。リンクを開かないかぎり、アカウントは作成されません。リンクは誰にも渡さないでください。
mail-team-invitation-subject = チーム { $about } への招待
mail-team-invitation-heading = チーム { $about } への招待
mail-team-invitation-body = { $app } のチーム { $about } に招待されています。リンクは { $life } 有効で、一度だけ使えます。
mail-team-invitation-action = 招待を承諾する
mail-team-invitation-note = 心当たりがない場合は、このメールを無視してください。リンクを開かないかぎり、チームには参加しません。リンクは誰にも渡さないでください。
mail-transfer-requested-subject = { $about } の譲渡の申し出があります
mail-transfer-requested-heading = { $about } の譲渡の申し出があります
mail-transfer-requested-body = 別のチームが、アプリ { $about } をあなたのチームに譲渡しようとしています。7日以内に { $app } で承諾または辞退してください。
mail-transfer-requested-action = 申し出を確認
mail-transfer-requested-note = このメールは、申し出を受けたチームの管理者の方にお送りしています。
mail-deletion-scheduled-subject = { $app } のアカウントは { $about } に削除されます
mail-deletion-scheduled-heading = アカウントは { $about } に削除されます
mail-deletion-scheduled-body = すべてのデバイスでログアウトしました。アカウントを残す場合は、{ $about } より前にログインして、その旨を選んでください。
mail-deletion-scheduled-action = ログインして残す
mail-deletion-scheduled-note = 心当たりがない場合は、ログインしてアカウントを残し、新しいパスワードを設定してください。
mail-account-deleted-subject = { $app } のアカウントは削除されました
mail-account-deleted-heading = アカウントは削除されました
mail-account-deleted-body = すべてのデバイスでログアウトし、保存されていた情報を消去しています。元に戻すことはできません。
mail-account-deleted-note = このアカウントに関する最後のメールです。このメールアドレスで、{ $app } のアカウントを新しく作成できます。

## Passkeys

mail-passkey-added-subject = { $app } のアカウントにパスキーが追加されました
mail-passkey-added-heading = 新しいパスキーが追加されました
mail-passkey-added-body = 今後はパスキー「{ $about }」で { $app } にログインできます。
mail-passkey-added-action = パスキーを確認
mail-passkey-added-note = お心当たりがない場合は、このパスキーを削除し、パスワードを変更してください。
mail-passkey-removed-subject = { $app } のアカウントからパスキーが削除されました
mail-passkey-removed-heading = パスキーが削除されました
mail-passkey-removed-body = パスキー「{ $about }」では { $app } にログインできなくなりました。
mail-passkey-removed-action = パスキーを確認
mail-passkey-removed-note = お心当たりがない場合は、パスワードを変更し、アプリケーションのサポートにご連絡ください。

## 2 つ目の要素と、新しいブラウザー

mail-mfa-enrolled-subject = 認証アプリが { $app } のアカウントを保護しています
mail-mfa-enrolled-heading = 認証アプリが設定されました
mail-mfa-enrolled-body = これからはサインインにアプリのコードが必要です。ほかのすべての場所からサインアウトしました。お心当たりがあれば、何もする必要はありません。
mail-mfa-enrolled-action = アカウントを見る
mail-mfa-enrolled-note = お心当たりがない場合は、新しいパスワードを設定し、アプリケーションのサポートにお知らせください。
mail-mfa-removed-subject = { $app } のアカウントの認証アプリが削除されました
mail-mfa-removed-heading = 認証アプリが削除されました
mail-mfa-removed-body = サインインにアプリのコードは必要なくなりました。ほかのすべての場所からサインアウトしました。お心当たりがあれば、何もする必要はありません。
mail-mfa-removed-action = アカウントを見る
mail-mfa-removed-note = お心当たりがない場合は、新しいパスワードを設定し、アプリケーションのサポートにお知らせください。
mail-recovery-codes-made-subject = { $app } の新しいリカバリーコード
mail-recovery-codes-made-heading = 新しいリカバリーコードが作られました
mail-recovery-codes-made-body = 古いコードは使えなくなりました。お心当たりがあれば、何もする必要はありません。
mail-recovery-codes-made-action = アカウントを見る
mail-recovery-codes-made-note = お心当たりがない場合は、新しいパスワードを設定し、アプリケーションのサポートにお知らせください。
mail-recovery-code-used-subject = { $app } でリカバリーコードが使われました
mail-recovery-code-used-heading = リカバリーコードが使われました
mail-recovery-code-used-body = 2 つ目の要素の代わりに使われ、もう使えません。残りのコード: { $about }。
mail-recovery-code-used-action = アカウントを見る
mail-recovery-code-used-note = お心当たりがない場合は、新しいパスワードを設定し、新しいリカバリーコードを作り、アプリケーションのサポートにお知らせください。
mail-new-device-subject = 新しいブラウザーから { $app } にサインインしました
mail-new-device-heading = 新しいブラウザーがサインインしました
mail-new-device-body = これまでにないブラウザーから { $app } のアカウントが使われました: { $about }。お心当たりがあれば、何もする必要はありません。
mail-new-device-action = サインイン中の場所を見る
mail-new-device-note = お心当たりがない場合は、その場所からサインアウトし、新しいパスワードを設定してください。

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = { $app } のアカウントに電話番号が追加されました
mail-phone-added-heading = 電話番号が追加されました
mail-phone-added-body = { $about } でアカウントの SMS コードを受け取れるようになりました。ご本人の操作であれば、何もする必要はありません。
mail-phone-added-action = アカウントを確認
mail-phone-added-note = お心当たりがない場合は、新しいパスワードを設定し、アプリケーションのサポートにご連絡ください。
mail-phone-removed-subject = { $app } のアカウントの電話番号が削除されました
mail-phone-removed-heading = 電話番号が削除されました
mail-phone-removed-body = { $about } にはコードが送信されなくなりました。ほかの場所ではログアウトされました。ご本人の操作であれば、何もする必要はありません。
mail-phone-removed-action = アカウントを確認
mail-phone-removed-note = お心当たりがない場合は、新しいパスワードを設定し、アプリケーションのサポートにご連絡ください。
mail-sms-code = { $app } のコード: { $code }（{ $minutes } 分間有効）
mail-sms-code-short = コード: { $code }（{ $minutes } 分間）
