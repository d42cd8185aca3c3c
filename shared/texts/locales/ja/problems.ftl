# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = 値を入力してください。
said-required = この項目は必須です。
said-long = { $most }文字以内で入力してください。
said-invisible = 不可視文字や制御文字を削除してください。
said-email = name@example.com のような形式でメールアドレスを入力してください。
said-same-address = すでにお使いのメールアドレスです。

## Passwords: said one after the other

weak = 別のパスワードを指定してください。
weak-short = { $least }文字以上にしてください。
weak-long = 128文字以内にしてください。
weak-breached = ほかのサイトから流出したことのあるパスワードです。今後はどのサイトでも使用しないでください。
weak-personal = 名前、メールアドレス、アプリの名前は使用しないでください。
weak-common = 推測されやすいパスワードです。関連のない単語をいくつか組み合わせてください。

## Signing in

said-wrong-password = メールアドレスまたはパスワードが正しくありません。
said-locked-minute = 試行回数が多すぎます。1分待つか、メールで届く確認コードでログインしてください。
said-locked = 試行回数が多すぎます。{ $minutes }分待つか、メールで届く確認コードでログインしてください。
said-mail-off = ここではメールによるログインを利用できません。パスワードを使用してください。
said-password-off = ここではパスワードによるログインを利用できません。メールで届く確認コードを使用してください。
said-passwords-off = ここではパスワードを利用できません。
said-passwords-off-code = ここではパスワードを利用できません。メールで届く確認コードでログインしてください。
said-sent-just-now = 確認コードは送信されたばかりです。{ $seconds }秒待ってから、もう一度リクエストしてください。
said-too-slow = 時間がかかりすぎました。最初からやり直してください。
said-support = 操作を完了できませんでした。アプリのサポートにお問い合わせください。
said-step-done = この手順はすでに完了しているか、その間に同じメールアドレスが登録されました。続けるにはログインしてください。
said-other-browser = このリンクは、リクエストしたブラウザでのみ使用できます。そのブラウザに戻り、メールに記載された確認コードを入力するか、リンクをもう一度開いてください。
said-over = このログインは終了しているか、別のブラウザで開始されました。最初からやり直してください。
said-other-step = このログインは別の手順に進んでいます。
said-complete = このログインはすでに完了しています。アプリに戻ってください。
said-code-wrong-last = 確認コードが正しくありません。これ以上は入力できないため、新しい確認コードをリクエストしてください。
said-code-wrong-one = 確認コードが正しくありません。あと1回入力できます。
said-code-wrong = 確認コードが正しくありません。あと{ $left }回入力できます。
said-code-old = この確認コードは使用できなくなりました。新しい確認コードをリクエストしてください。
said-tries-at-once = 一度に試した回数が多すぎます。少しお待ちください。
said-link-dead = このリンクは使用済みか、期限切れか、新しいメールの送信により無効になっています。新しいリンクをリクエストしてください。
said-too-often = 操作の回数が多すぎます。少し待ってから、もう一度お試しください。
said-busy = 現在、多くの方がログインしています。少し待ってから、もう一度お試しください。
said-whose = 先に、どのアカウントのパスワードかを指定してください。
said-step-up-other-way = その方法では確認できません。別の方法を使ってください。
said-step-up-changed = その間にログインの状態が変わりました。別のタブで確認したか、ログアウトされています。もう一度お試しください。

## Signing up

said-invited-only = 新しいアカウントの作成は招待制です。
said-domain = このドメインのメールアドレスでは登録できません。

## Other providers

said-provider-off = ここではこの方法でログインできません。別の方法をお使いください。
said-provider-denied = 外部サービスでログインできませんでした。もう一度試すか、別の方法をお使いください。
said-provider-failed = 外部サービスから信頼できない応答がありました。もう一度試すか、別の方法をお使いください。
said-provider-late = 時間がかかりすぎたか、すでに完了しているか、別のブラウザで開始されました。もう一度お試しください。
said-provider-closed = アカウントが見つかりません。現在、新規登録は受け付けていません。
said-provider-domain = このドメインのメールアドレスでは登録できません。
said-provider-account = すでにアカウントをお持ちです。以前と同じ方法でログインしてください。
said-provider-taken = その外部アカウントは、別のユーザーと連携しています。
said-provider-limit = これ以上アカウントを連携できません。先にいずれかの連携を解除してください。
said-provider-often = 操作の回数が多すぎます。しばらく待ってから、もう一度お試しください。
said-provider-again = 同時に別の処理が行われました。もう一度お試しください。
said-provider-unknown = このIDプロバイダは登録されていません。

## More of signing in

said-request-old = ログインに時間がかかりすぎたか、内容が変更されました。アプリに戻って、最初からやり直してください。
said-not-fresh = この操作には本人確認が必要です。前回のログインから時間が経っています。
said-too-weak = この操作には2段階認証による本人確認が必要です。
said-provider-new = このアカウントでは、新しいアカウントを作成できません。

## The own account

said-address-failed = メールアドレスを変更できませんでした。新しい確認コードをリクエストするか、別のメールアドレスを指定してください。
said-last-way = これが唯一のログイン方法です。先に別の方法を設定してください。
said-no-session = このセッションは存在しません。
said-this-session = 現在お使いのセッションです。終了するにはログアウトしてください。
said-no-connection = この連携は存在しません。
said-other-person = 現在、このブラウザには別の人がログインしています。何も変更されていません。ご自分のアカウントに戻って、もう一度ご確認ください。
said-sign-in-first = 先にログインしてください。

## Applications

said-redirect = 移動元のアプリが、登録されていないアドレスに戻ろうとしました。
said-client = 移動元のアプリは登録されていないか、無効になっています。
said-consent-session = ログアウトされています。アプリに戻って、最初からやり直してください。
said-consent-choose = 「許可」または「拒否」を選択してください。
said-consent-none = 少なくとも1つのスコープを許可するか、拒否してください。
said-application-unknown = このアドレスにアプリはありません。アドレスに誤りがないかご確認ください。
said-application-suspended = このアプリは、プラットフォームの運用担当者によって停止されています。
said-back-and-tell = アプリに戻って、もう一度お試しください。繰り返し発生する場合は、この画面の内容をアプリのサポートにお知らせください。

## Requests

said-late = 時間がかかりすぎました。もう一度お試しください。
said-nothing-here = このアドレスには何もありません。
said-no-page = このページは存在しません。
said-no-thing = 該当するものは見つかりません。
said-form-old = ページを開いてから時間が経ちすぎました。最初からやり直してください。何も変更されていません。
said-no-cookie = ブラウザからCookieが送信されませんでした。このサイトのCookieを許可してから、ページを再読み込みしてください。
said-not-our-page = このリクエストは、当サイトのページから送信されたものではありません。前のページに戻り、再読み込みしてからもう一度お試しください。

## Titles of error codes; an unknown one has the last

title-malformed-body = 送信内容を読み取れません
title-invalid-host = Hostヘッダーを使用できません
title-invalid-parameter = クエリパラメータが正しくありません
title-code-invalid = 確認コードが正しくありません
title-code-expired = 確認コードの有効期限が切れています
title-link-invalid = リンクは無効になりました
title-wrong-browser = 別のブラウザ用のリンクです
title-invitation-invalid = 招待は無効になりました
title-unauthenticated = 認証が必要です
title-invalid-credentials = ログインに失敗しました
title-tx-expired = ログインの有効期限が切れました
title-forbidden = 権限がありません
title-csrf-failed = 当サイトのページ以外からのリクエストです
title-step-up-required = もう一度ログインが必要です
title-application-suspended = アプリは停止されています
title-method-disabled = この方法は利用できません
title-signup-closed = 新規登録は受け付けていません
title-signup-domain-not-allowed = このドメインでは登録できません
title-invitation-wrong-email = 別のメールアドレス宛ての招待です
title-not-found = 見つかりません
title-application-not-found = ここにアプリはありません
title-not-issuer-host = 発行者が移動しました
title-method-not-allowed = このメソッドは使用できません
title-wrong-state = ログインは別の手順に進んでいます
title-email-taken = このメールアドレスは使用されています
title-email-change-failed = メールアドレスを変更できませんでした
title-last-sign-in-method = ログイン方法が少なくとも1つ必要です
title-identity-in-use = 別のユーザーの外部アカウントです
title-session-is-current = 現在のセッションです
title-session-changed = 現在、別の人がログインしています
title-payload-too-large = 送信内容が大きすぎます
title-uri-too-long = URLが長すぎます
title-validation-error = 正しくない値があります
title-weak-password = パスワードが弱すぎます
title-limit-exceeded = 上限に達しました
title-too-many-attempts = 試行回数が多すぎます
title-rate-limited = リクエストが多すぎます
title-internal-error = システム側で問題が発生しました
title-upstream-failed = 外部サービスの応答に問題があります
title-upstream-timeout = 外部サービスの応答に時間がかかりすぎました
title-unavailable = 一時的に利用できません
title-busy = 一時的に混み合っています
title-invalid-request = リクエストが正しくありません
title-invalid-client = クライアントを認証できませんでした
title-invalid-redirect-uri = リダイレクトURIが登録されていません
title-access-denied = アクセスが拒否されました
title-other = 問題が発生しました

## The end of an account, and invitations

said-no-deletion = 削除の予定はありません。
said-keep-or-leave = アカウントを残すか、削除するかを選んでください。
said-last-admin = 先にチームのアプリを削除するか、ほかの方を管理者にしてください。
said-type-address = 削除するには、このアカウントのメールアドレスを入力してください。
said-terms = 続けるには、利用規約に同意してください。
said-invitation-over = この招待は使用済みか、取り消されたか、有効期限が切れています。送信者に新しい招待を依頼してください。
said-invitation-other = この招待は別のメールアドレス宛てです。ここでログアウトしてから、もう一度リンクを開いてください。
said-invitation-account = すでにアカウントがあります。ログインしてから招待を承諾してください。
title-last-admin = 管理者が 1 人以上必要です

## Passkeys

said-passkey-wrong = そのパスキーではログインできませんでした。もう一度試すか、別の方法を使用してください。
said-passkey-off = ここではパスキーを使用できません。別の方法を使用してください。
said-passkey-none = このアカウントにはパスキーがありません。別の方法を使用してください。
said-passkey-limit = これ以上パスキーを追加できません。先にいずれかを削除してください。

## 2 つ目の要素

said-factor-wrong = コードが正しくないか、すでに使われています。次のコードをお待ちください。
said-recovery-wrong = リカバリーコードが正しくないか、すでに使われています。
said-factor-unavailable = この確認方法は使えません。別の方法をお使いください。
said-factor-often = 試したコードが多すぎます。しばらく待ってから、もう一度お試しください。
said-factor-off = ここでは認証アプリは使えません。
said-factor-there = 認証アプリはすでに設定されています。
said-factor-none = 認証アプリはありません。
said-factor-required = ここでは 2 つ目の要素が必須です。先に別のものを設定してください。
said-factor-first = 先に 2 つ目の要素を設定してください。リカバリーコードはその代わりになるものです。
said-device-none = そのデバイスはありません。
said-account-changed = 同時にアカウントが変更されました。もう一度ご確認ください。
said-codes-save = コードを保存したことを示してください。

## Codes by SMS

said-sms-off = ここでは SMS のコードは無効になっています。
said-sms-country = その国の番号にはコードを送信できません。
said-sms-wrong = コードが正しくないか、新しいコードが送信されています。最新のメッセージをご確認ください。
said-sms-there = SMS のコードはすでに設定されています。
said-phone-none = 電話番号がありません。
said-phone-invalid = 電話番号ではありません。+ と国番号から入力してください。
