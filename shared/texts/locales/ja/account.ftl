# The account portal: what a person sees and changes of their own account.

portal-label = アカウント
portal-profile = プロフィール
portal-security = セキュリティ
portal-connections = アカウント連携
portal-sessions = セッション
portal-activity = アクティビティ
portal-confirm-first = 変更するには、先に本人確認をしてください。

notice-profile = 保存しました。
notice-password = パスワードを変更しました。ほかのデバイスからはすべてログアウトしました。
notice-code = 新しいメールアドレスに確認コードを送信しました。
notice-email = メールアドレスを変更しました。
notice-disconnected = 連携を解除しました。
notice-session = 対象のブラウザからログアウトしました。

profile-title = プロフィール
profile-heading = アカウント
profile-given-name = 名
profile-family-name = 姓
profile-language = メールの言語
profile-language-any = ブラウザの設定に合わせる
profile-save = 保存

security-how = ログイン方法を管理します。
security-code-to = { $address } に送信した確認コード
security-confirm = 新しいメールアドレスを確認
security-new-address = 新しいメールアドレス
security-address-hint = 新しいメールアドレスに確認コードを送信します。現在のメールアドレスには通知が届き、72時間以内であれば変更を取り消せます。
security-change-address = メールアドレスを変更
security-password-hint = { $least }文字以上。ほかのデバイスからはすべてログアウトされます。
security-change-password = パスワードを変更
security-set-password = パスワードを設定
security-has-password = パスワードは設定済みです。
security-no-password = パスワードなしでログインしています。

connections-what = ここへのログインに使用できる外部アカウントです。
connections-none = 連携しているアカウントはありません。
connections-disconnect = 連携を解除
connections-disconnect-one = { $provider }との連携を解除
connections-connect = { $provider }と連携

sessions-heading = ログイン中のブラウザ
sessions-this = このブラウザ
sessions-end-one = { $browser }からログアウト
sessions-end-others = ほかのすべてのデバイスからログアウト
sessions-sign-out-here = このブラウザからログアウト
browser-unknown = 不明なブラウザ
browser-on = { $browser }（{ $system }）
since = { $time }から
since-from = { $time }から（{ $place }）

activity-what = 過去90日間のアカウントの履歴です。
activity-not-you = 心当たりのない操作がありますか？
activity-change-password = パスワードを変更して、ほかのデバイスをすべてログアウトする。
activity-by-other = 本人以外による操作
activity-none = 履歴はまだありません。
activity-older = 以前の履歴

undo-title = メールアドレスを元に戻す
undo-heading = メールアドレスを元に戻しますか？
undo-how = アカウントのメールアドレスが元に戻り、すべてのデバイスからログアウトされます。パスワードは設定し直す必要があります。
undo-keep = 元に戻す

## What happened

event-signed-in = ログインしました
event-sign-in-failed = ログインに失敗しました
event-locked = パスワードの誤入力により、ログインがロックされました
event-unlocked = ログインのロックが解除されました
event-created = アカウントが作成されました
event-updated = プロフィールが変更されました
event-disabled = アカウントが無効になりました
event-enabled = アカウントが有効になりました
event-password-changed = パスワードが変更されました
event-password-asked = パスワードの再設定がリクエストされました
event-password-reset = パスワードが再設定されました
event-email-asked = メールアドレスの変更がリクエストされました
event-email-changed = メールアドレスが変更されました
event-email-undone = メールアドレスの変更が取り消されました
event-role-added = ロールが付与されました
event-role-removed = ロールが取り消されました
event-session-stepped-up = 本人確認をしました
event-mfa-reset = 管理者が2段階認証を削除しました
event-session-ended = ログアウトしました
event-session-revoked = セッションが終了しました
event-sessions-revoked = すべてのセッションが終了しました
event-grant-created = アプリにアクセス権が付与されました
event-grant-revoked = アプリのアクセス権が取り消されました
event-consent-granted = アプリが許可されました
event-consent-denied = アプリが拒否されました
event-consent-withdrawn = アプリの許可が取り消されました
event-token-reused = 使用済みのトークンが再び使われたため、アクセス権が取り消されました
event-code-mailed = 確認コードがメールで送信されました
event-other = アカウントに変更がありました

## The own data, and the end of the account

portal-data = データ
data-title = データの管理
data-confirm-first = ここで操作するには、まずご本人であることを確認してください。
data-export-heading = データをダウンロード
data-export-what = プロフィール、連携、セッション、アプリの権限、アカウントの履歴をまとめた 1 つのファイルです。
data-export = データをダウンロードする
data-delete-heading = アカウントの削除
data-delete-what = すべてのデバイスでログアウトされ、すべてのアプリのアクセス権がただちに失われます。
data-delete-now = アカウントはただちに削除され、元に戻せません。
data-delete-days = { $days } 日以内にログインすれば残せます。その後は削除され、元に戻せません。
data-type-address = 確認のためメールアドレスを入力してください
data-type-id = 確認のため { $id } と入力してください
data-delete = アカウントを削除する
event-deletion-scheduled = アカウントの削除が予約されました
event-deletion-cancelled = アカウントを残すことにしました
event-exported = データがダウンロードされました

passkeys-title = パスキー
passkeys-what = パスキーを使うと、指紋、顔、または端末の PIN でログインできます。
passkeys-none = パスキーはありません。
passkeys-add = パスキーを追加
passkeys-needs-script = パスキーを追加するには、このページでスクリプトを許可してください。
passkeys-added = { $day } に追加
passkeys-used = { $day } に最後に使用
passkeys-unused = 未使用
passkeys-synced = 複数の端末
passkeys-bound = 1 台の端末のみ
passkeys-name = 名前
passkeys-rename = 名前を変更
passkeys-rename-one = { $name } の名前を変更
passkeys-remove = 削除
passkeys-remove-one = { $name } を削除
notice-passkey-added = パスキーの準備ができました。
notice-passkey-renamed = 名前を変更しました。
notice-passkey-removed = 削除しました。このパスキーではログインできなくなりました。
event-passkey-added = パスキーが追加されました
event-passkey-renamed = パスキーの名前が変更されました
event-passkey-removed = パスキーが削除されました
event-passkey-copied = 複製された可能性のあるパスキーが拒否されました

## 2 つ目の要素と、記憶されたブラウザー

mfa-heading = 2 つ目の要素
mfa-what = サインインの方法に加えて、電話に表示されるコードを使います。
mfa-app = 認証アプリ
mfa-since = { $day } に設定
mfa-none = 認証アプリは設定されていません。
mfa-add = 認証アプリを設定する
mfa-replace = 別のアプリに移す
mfa-remove = アプリを削除する
mfa-stays = ここでは 2 つ目の要素が必須です。別のアプリに移すことはできますが、削除はできません。
mfa-codes = リカバリーコード
mfa-codes-left =
    { $left ->
       *[other] リカバリーコードの残りは { $left } 個です。
    }
mfa-new-codes = 新しいリカバリーコードを作る
mfa-new-codes-how = 古いコードは使えなくなります。
mfa-manage = 2 つ目の要素を変更する
notice-mfa = 認証アプリを設定しました。ほかのすべての場所からサインアウトしました。
notice-mfa-removed = アプリを削除しました。ほかのすべての場所からサインアウトしました。
notice-codes-saved = リカバリーコードの準備ができました。
notice-device = 記憶を消しました。
devices-heading = 記憶されたブラウザー
devices-trusted = { $day } まで 2 つ目の要素は不要
devices-forget = 記憶を消す
devices-forget-one = { $browser } の記憶を消す
event-mfa-enrolled = 認証アプリが設定されました
event-mfa-removed = 認証アプリが削除されました
event-codes-made = 新しいリカバリーコードが作られました
event-code-used = リカバリーコードが使われました
event-mfa-asked = 2 つ目の要素が求められました
event-mfa-given = 2 つ目の要素が確認されました
event-mfa-failed = 2 つ目の要素が誤っていました
event-device-trusted = ブラウザーが記憶されました
event-device-forgotten = ブラウザーの記憶が消されました
